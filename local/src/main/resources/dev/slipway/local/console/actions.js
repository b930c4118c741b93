// What people may do to an endpoint, and what each of it will do: said before it is done.

import * as api from "./api.js";
import { confirm } from "./dialogs.js";
import { h } from "./dom.js";
import { drillSays, practise } from "./drill.js";
import { cannot, setOne } from "./store.js";
import { brief, isRunning, needs, percent, share } from "./words.js";

const stableName = (status) => (status.stable ? `version ${status.stable.version}` : "no version");

function present(status) {
  const release = status.release;
  return `version ${release.candidate.version} of ${status.model}`;
}

const DEEDS = {
  promote: {
    label: "Promote",
    fits: (status) => isRunning(status.release) && status.release.track.index > 0,
    says: (status) => {
      const left = status.release.track.steps.slice(status.release.track.index + 1).map((step) => step.label);
      return [
        `All traffic goes to ${present(status)} now; it has ${percent(share(status, status.release.candidate.version))} of it.`,
        left.length ? `What was still to come is left out: ${left.join(", ")}.` : "It was at its last step.",
        `Release ${status.release.id} ends, for good. To go back, release the package of ${stableName(status)} again.`,
      ];
    },
  },
  rollback: {
    label: "Roll back",
    danger: true,
    fits: (status) => isRunning(status.release),
    says: (status) => [
      `All traffic goes back to ${stableName(status)} now; ${present(status)} gets none any more.`,
      `Release ${status.release.id} ends, for good. To try again, begin a new release.`,
    ],
  },
  pause: {
    label: "Pause",
    fits: (status) => isRunning(status.release) && status.release.state !== "paused",
    says: (status) => [
      `The traffic stays as it is: ${Object.entries(status.weights).map(([version, part]) => `${percent(Number(part))} to version ${version}`).join(", ")}.`,
      "No weight rises until somebody resumes it. Evidence against the candidate still rolls it back.",
    ],
  },
  resume: {
    label: "Resume",
    fits: (status) => status.release?.state === "paused",
    says: (status) => [
      `Release ${status.release.id} goes on at ${status.release.step}: ${needs(status.release.track.steps[status.release.track.index])}.`,
    ],
  },
  approve: {
    label: "Approve",
    fits: (status) => status.release?.state === "waiting",
    says: (status) => {
      const { steps, index } = status.release.track;
      const after = steps[index + 1];
      const of = steps[index].of ?? [];
      return [
        after ? `Release ${status.release.id} passes ${status.release.step} and goes on to ${after.label}; version ${status.release.candidate.version} then has ${percent(Number(after.share))} of the traffic.`
          : `Version ${status.release.candidate.version} is promoted.`,
        ...(of.length ? [`The plan asks for the approval of ${of.join(" or ")}: the name below must be one of them.`] : []),
      ];
    },
    by: (status) => status.release.track.steps[status.release.track.index].of?.[0],
  },
};

function deed(verb, status) {
  const does = DEEDS[verb];
  confirm({
    title: `${does.label} ${status.model}?`,
    verb: does.label,
    danger: does.danger,
    says: does.says(status),
    by: does.by?.(status),
    run: async (who) => setOne(await api.act(status.model, verb, who)),
  });
}

function planSteps(plan) {
  return plan.steps.map((step) => {
    const [kind] = Object.keys(step);
    const to = step[kind].to;
    return kind === "shift" ? `${percent(Number(to))} (${step[kind].at_least} or more)` : kind === "bake" ? `bake ${step[kind].for}` : kind;
  }).join(", ");
}

function sentences(status, digest, plan) {
  const first = !status.stable;
  return [
    `A new version of ${status.model} is published with package ${brief(digest)}, and must answer its golden samples before it gets any traffic.`,
    first ? "It is the first of its name: it then gets all traffic." : `Then it goes by plan ${plan.name}: ${planSteps(plan)}.`,
    first ? "" : `${stableName(status)} stays beside it; evidence against the new one rolls it back by itself.`,
  ].filter(Boolean);
}

/** A choice among the packages of an endpoint's model; one that does not serve now comes first. */
async function packageChoice(status, others) {
  const { packages } = await api.packages();
  const served = status.stable?.digest;
  const own = packages.filter((each) => each.model === status.model && !(others && each.digest === served));
  const choice = h("select", { id: "package", required: true }, own.map((each) => h("option", { value: each.digest,
    text: [brief(each.digest), each.tags.join(" "), each.digest === served ? "(serves now)" : ""].filter(Boolean).join("  ") })));
  choice.value = (own.find((each) => each.digest !== served) ?? own[0])?.digest ?? "";
  return choice;
}

async function drill(status) {
  const choice = await packageChoice(status, true);
  const none = choice.options.length === 0;
  confirm({
    title: `Practise the way back of ${status.model}`,
    verb: "Drill",
    says: [],
    fields: (tell) => {
      const show = () => tell(none ? ["The store has no other package of this model to practise with: slipway package FOLDER puts one there."]
        : drillSays(status, brief(choice.value)));
      choice.addEventListener("change", show);
      show();
      return [h("div", { className: "fields" }, h("p", {}, h("label", { for: "package", text: "Package" }), choice))];
    },
    run: (who, tell) => practise(status, choice.value, who, tell),
  });
}

async function release(status) {
  const [choice, { plans }] = await Promise.all([packageChoice(status, false), api.plans()]);
  const plan = h("select", { id: "plan" }, h("option", { value: "", text: "the package's own" }),
    plans.map((each) => h("option", { value: each.name, text: each.name })));
  confirm({
    title: `Release ${status.model}`,
    verb: "Release",
    says: [],
    fields: (tell) => {
      const show = async () => {
        const facts = await api.onePackage(choice.value);
        const chosen = plans.find((each) => each.name === plan.value) ?? facts.plan ?? plans[2];
        tell(sentences(status, choice.value, chosen));
      };
      choice.addEventListener("change", show);
      plan.addEventListener("change", show);
      show().catch((refusal) => tell([refusal.message]));
      return [h("div", { className: "fields" },
        h("p", {}, h("label", { for: "package", text: "Package" }), choice),
        h("p", {}, h("label", { for: "plan", text: "Plan" }), plan))];
    },
    run: async (who) => setOne(await api.release({ ...who, model: status.model, digest: choice.value,
      ...(plan.value ? { plan: plan.value } : {}) })),
  });
}

/** The buttons for what fits the endpoint now. */
export function actionButtons() {
  const element = h("div", { className: "actions", role: "group", "aria-label": "Actions" });
  let status;
  const practice = h("button", { type: "button", text: "Drill…", onclick: () => drill(status) });
  const begin = h("button", { type: "button", className: "main", text: "Release…", onclick: () => release(status) });
  const deeds = Object.entries(DEEDS).map(([verb, does]) => ({
    does,
    button: h("button", { type: "button", className: does.danger ? "danger" : "", text: `${does.label}…`, onclick: () => deed(verb, status) }),
  }));
  element.append(...deeds.map((each) => each.button), practice, begin);
  return {
    element,
    update: (now) => {
      status = now;
      deeds.forEach(({ does, button }) => {
        button.hidden = !does.fits(now);
      });
      begin.hidden = isRunning(now.release);
      practice.hidden = isRunning(now.release) || !now.stable || Boolean(cannot("drill"));
    },
  };
}
