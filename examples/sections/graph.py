"""The network as an ONNX model: token numbers and their mask in, the section's name and all probabilities out."""

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

IR_VERSION = 8
OPERATOR_SET = 17


def export(network, sections):
    """The model. The tokens' vectors are stored in 16 bits and widened when the model is loaded."""
    constants = {
        "vectors16": network.vectors.astype(np.float16),
        "hidden_weight": network.hidden,
        "hidden_bias": network.hidden_bias,
        "scores_weight": network.scores,
        "scores_bias": network.scores_bias,
        "names": np.array(sections, dtype=object),
        "tokens_axis": np.array([1], np.int64),
        "width_axis": np.array([2], np.int64),
    }
    nodes = [
        helper.make_node("Cast", ["vectors16"], ["vectors"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["vectors", "input_ids"], ["tokens"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "width_axis"], ["wide_mask"]),
        helper.make_node("Mul", ["tokens", "wide_mask"], ["read_tokens"]),
        helper.make_node("ReduceSum", ["read_tokens", "tokens_axis"], ["sum"], keepdims=0),
        helper.make_node("ReduceSum", ["mask", "tokens_axis"], ["count"], keepdims=1),
        helper.make_node("Div", ["sum", "count"], ["mean"]),
        helper.make_node("MatMul", ["mean", "hidden_weight"], ["weighed"]),
        helper.make_node("Add", ["weighed", "hidden_bias"], ["linear"]),
        helper.make_node("Relu", ["linear"], ["hidden"]),
        helper.make_node("MatMul", ["hidden", "scores_weight"], ["scored"]),
        helper.make_node("Add", ["scored", "scores_bias"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=1),
        helper.make_node("ArgMax", ["scores"], ["number"], axis=1, keepdims=0),
        helper.make_node("Gather", ["names", "number"], ["label"]),
    ]
    tokens = ["texts", "tokens"]
    graph = helper.make_graph(
        nodes,
        "sections",
        [
            helper.make_tensor_value_info("input_ids", TensorProto.INT64, tokens),
            helper.make_tensor_value_info("attention_mask", TensorProto.INT64, tokens),
        ],
        [
            helper.make_tensor_value_info("label", TensorProto.STRING, ["texts"]),
            helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["texts", len(sections)]),
        ],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(
        graph, ir_version=IR_VERSION, opset_imports=[helper.make_opsetid("", OPERATOR_SET)], producer_name="sections"
    )
    checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)
