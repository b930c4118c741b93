// Values of a parsed workflow or action: tokens in, plain JavaScript out, expressions evaluated by GitHub's own engine.
import {data, Evaluator, Lexer, Parser} from "./github.js";

/**
 * @param token what GitHub's parser made of a piece of YAML; undefined where there was none
 * @param contexts plain objects by their names: inputs, steps, env, github, runner, ...
 * @param state {failed: boolean} for the status functions
 */
export function valueOf(token, contexts, state) {
  if (token === undefined || token === null) return undefined;
  if (token.isExpression) return evaluate(token.expression, contexts, state);
  if (token.isScalar) return token.value ?? "";
  if (typeof token.count === "number" && typeof token.get === "function") {
    const first = token.count > 0 ? token.get(0) : undefined;
    if (first !== undefined && "key" in first) {
      const object = {};
      for (let index = 0; index < token.count; index++) {
        const {key, value} = token.get(index);
        object[key.value] = valueOf(value, contexts, state);
      }
      return object;
    }
    return Array.from({length: token.count}, (_, index) => valueOf(token.get(index), contexts, state));
  }
  throw new Error(`no value of ${token.typeName()}`);
}

/** An expression's value. Unknown names and functions throw, as GitHub refuses them. */
export function evaluate(expression, contexts, state) {
  const functions = statusFunctions(state);
  const names = Object.keys(contexts);
  const parsed = new Parser(new Lexer(expression).lex().tokens, names, [...functions.values()]).parse();
  const context = new data.Dictionary(...names.map(key => ({key, value: wrap(contexts[key])})));
  return unwrap(new Evaluator(parsed, context, functions).evaluate());
}

/** Whether a step runs: without a status function in its condition, only while nothing failed. */
export function condition(token, contexts, state) {
  if (token === undefined) return !state.failed;
  const expression = token.isExpression ? token.expression : String(token.value);
  const asksStatus = /\b(always|success|failure|cancelled)\s*\(/.test(expression);
  if (!asksStatus && state.failed) return false;
  return truthy(evaluate(expression, contexts, state));
}

function statusFunctions(state) {
  const define = (name, minArgs, maxArgs, call) => [name.toLowerCase(), {name, minArgs, maxArgs, call}];
  return new Map([
    define("always", 0, 0, () => new data.BooleanData(true)),
    define("success", 0, 0, () => new data.BooleanData(!state.failed)),
    define("failure", 0, 0, () => new data.BooleanData(state.failed)),
    define("cancelled", 0, 0, () => new data.BooleanData(false)),
  ]);
}

function wrap(value) {
  if (value === undefined || value === null) return new data.Null();
  if (typeof value === "string") return new data.StringData(value);
  if (typeof value === "number") return new data.NumberData(value);
  if (typeof value === "boolean") return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(wrap));
  return new data.Dictionary(...Object.entries(value).map(([key, inner]) => ({key, value: wrap(inner)})));
}

function unwrap(found) {
  return JSON.parse(JSON.stringify(found, data.replacer), (key, value) => value);
}

function truthy(value) {
  return value !== false && value !== null && value !== undefined && value !== "" && value !== 0;
}
