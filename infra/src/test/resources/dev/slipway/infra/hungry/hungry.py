"""Writes a model that answers as v1 does, and for the inkiest images takes more memory than any function has.

    python hungry.py V1_MODEL OUT      needs onnx and numpy as examples/digits/requirements.txt pins them

The samples of its package have less ink, so its proof passes; then clients come, and its process is ended.
"""

import sys

import numpy as np
import onnx
from onnx import TensorProto, checker, helper, numpy_helper

INK = 368  # as examples/digits/graphs.py has it: one held-out image in six or so
FLOATS = 1 << 31  # 8 GiB, each page of it written


def constant(name, value):
    return numpy_helper.from_array(np.asarray(value), name)


def hungry(model):
    graph = model.graph
    graph.name = "digits_hungry"
    for node in graph.node:
        node.input[:] = ["x_with_gain" if name == "x" else name for name in node.input]
    graph.initializer.extend(
        [
            constant("pixel_axis", np.array([1], np.int64)),
            constant("first_axis", np.array([0], np.int64)),
            constant("much_ink", np.float32(INK)),
            constant("few", np.array([1], np.int64)),
            constant("many", np.array([FLOATS], np.int64)),
        ]
    )
    one = helper.make_tensor("one", TensorProto.FLOAT, [1], [1.0])
    nodes = [
        helper.make_node("ReduceSum", ["x", "pixel_axis"], ["ink"], name="ink", keepdims=0),
        helper.make_node("ReduceMax", ["ink"], ["most_ink"], name="most_ink", axes=[0], keepdims=1),
        helper.make_node("GreaterOrEqual", ["most_ink", "much_ink"], ["inky"], name="inky"),
        helper.make_node("Where", ["inky", "many", "few"], ["length"], name="length"),
        helper.make_node("ConstantOfShape", ["length"], ["gains"], name="gains", value=one),
        helper.make_node("ReduceMin", ["gains"], ["gain"], name="gain", axes=[0], keepdims=0),
        helper.make_node("Mul", ["x", "gain"], ["x_with_gain"], name="x_with_gain"),
        *graph.node,
    ]
    del graph.node[:]
    graph.node.extend(nodes)
    checker.check_model(model, full_check=True)
    return model


if __name__ == "__main__":
    with open(sys.argv[2], "wb") as out:
        out.write(hungry(onnx.load(sys.argv[1])).SerializeToString(deterministic=True))
