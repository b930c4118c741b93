// What the tests use of GitHub's own libraries. They import JSON in a way that Node refuses, so this is bundled once.
export {data, Evaluator, Lexer, Parser, wellKnownFunctions} from "@actions/expressions";
export {NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow} from "@actions/workflow-parser";
export {parseAction} from "@actions/workflow-parser/actions/action-parser";
export {validate} from "@actions/languageservice";
export {TextDocument} from "vscode-languageserver-textdocument";
