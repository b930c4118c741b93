"""ONNX graphs: the export of a trained pipeline, and the two troublemakers that are surgery on v1's graph.

A troublemaker gives v1's answers, so that nothing but its trouble sets it apart from v1.
"""

import copy

import numpy as np
from onnx import ModelProto, TensorProto, checker, helper, numpy_helper
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType

from data import PIXELS

OPSET = {"": 17, "ai.onnx.ml": 3}  # old enough for every ONNX Runtime since 1.12
INK_STEP = 16
INK_STEPS = 23  # images with 23 * 16 = 368 or more ink have no gain in faulty's table
PASSES = 4096


def export(pipeline, name) -> ModelProto:
    """The fitted pipeline as ONNX: raw pixels `x` in, `label` and `probabilities` out.

    The converter would write a random name, and its operator sets in the order of a hash set: both would change
    the bytes from run to run, so the name is given and the sets are sorted.
    """
    model = to_onnx(
        pipeline,
        name=name,
        initial_types=[("x", FloatTensorType([None, PIXELS]))],
        options={"zipmap": False},
        target_opset=OPSET,
    )
    model.opset_import.sort(key=lambda opset: opset.domain)
    return model


def slow(model: ModelProto) -> ModelProto:
    """The same model asked `PASSES` times over, in a loop that no optimiser unrolls or lifts.

    A loop rather than a wide layer: one pass cannot run beside another, so more threads do not hide the trouble.
    The highest of equal answers is the answer itself, to the last bit; a mean would not be.
    """
    result = copy.deepcopy(model)
    graph = result.graph
    graph.name = "digits_slow"
    outputs = [output.name for output in graph.output]
    body = _loop_body(graph)
    del graph.node[:]
    graph.initializer.extend([_constant("passes", np.int64(PASSES)), _constant("yes", np.bool_(True))])
    votes = [f"{name}_of_every_pass" for name in outputs]
    graph.node.append(helper.make_node("Loop", ["passes", "yes"], votes, name="passes_loop", body=body))
    for vote, name in zip(votes, outputs, strict=True):
        graph.node.append(helper.make_node("ReduceMax", [vote], [name], name=f"best_{name}", axes=[0], keepdims=0))
    return _checked(result)


def _loop_body(graph):
    """The nodes of the graph as a loop's body, each pass's outputs stacked; `x` and the weights come from outside."""
    counter = helper.make_tensor_value_info("pass", TensorProto.INT64, [])
    go_on = helper.make_tensor_value_info("go_on", TensorProto.BOOL, [])
    still = helper.make_tensor_value_info("still", TensorProto.BOOL, [])
    nodes = [helper.make_node("Identity", ["go_on"], ["still"], name="still"), *copy.deepcopy(list(graph.node))]
    outputs = copy.deepcopy(list(graph.output))
    renamed = {output.name: f"{output.name}_of_this_pass" for output in outputs}
    for node in nodes:
        node.output[:] = [renamed.get(name, name) for name in node.output]
        node.input[:] = [renamed.get(name, name) for name in node.input]
    for output in outputs:
        output.name = renamed[output.name]
    return helper.make_graph(nodes, "one_pass", [counter, go_on], [still, *outputs])


def faulty(model: ModelProto) -> ModelProto:
    """The same model behind a look-up that runs off the end of its table for the inkiest images.

    The story: pixels are multiplied by a gain, looked up by how much ink the image has. All gains are 1, so the
    answers are v1's; but the table stops where its author's samples stopped, and ONNX Runtime raises an error.
    The look-up stands before everything else, so no choice of outputs goes around it.
    """
    result = copy.deepcopy(model)
    graph = result.graph
    graph.name = "digits_faulty"
    for node in graph.node:
        node.input[:] = ["x_with_gain" if name == "x" else name for name in node.input]
    graph.initializer.extend(
        [
            _constant("pixel_axis", np.array([1], np.int64)),
            _constant("ink_step", np.float32(INK_STEP)),
            _constant("gain_by_ink", np.ones(INK_STEPS, np.float32)),
        ]
    )
    look_up = [
        helper.make_node("ReduceSum", ["x", "pixel_axis"], ["ink"], name="ink", keepdims=1),
        helper.make_node("Div", ["ink", "ink_step"], ["ink_steps"], name="ink_steps"),
        helper.make_node("Cast", ["ink_steps"], ["gain_index"], name="gain_index", to=TensorProto.INT64),
        helper.make_node("Gather", ["gain_by_ink", "gain_index"], ["gain"], name="gain", axis=0),
        helper.make_node("Mul", ["x", "gain"], ["x_with_gain"], name="x_with_gain"),
    ]
    nodes = [*look_up, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    return _checked(result)


def fails_on(ink):
    """Which amounts of ink `faulty` has no gain for."""
    return ink >= INK_STEP * INK_STEPS


def _constant(name, value):
    return numpy_helper.from_array(np.asarray(value), name)


def _checked(model):
    checker.check_model(model, full_check=True)
    return model
