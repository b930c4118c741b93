// Node's test events as the report that Surefire writes, so that one count covers all tests.

const escaped = (text) => String(text).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

export default async function* report(events) {
  const cases = [];
  for await (const event of events) {
    const { type, data } = event;
    const leaf = (type === "test:pass" || type === "test:fail") && data.details?.type !== "suite" && !/\.js$/.test(data.name);
    if (leaf) {
      cases.push({ name: data.name, seconds: data.details.duration_ms / 1000, failed: type === "test:fail", skipped: data.skip !== undefined });
    }
  }
  const count = (wanted) => cases.filter((each) => each[wanted]).length;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="console" tests="${cases.length}" errors="0" failures="${count("failed")}" skipped="${count("skipped")}">\n`;
  for (const each of cases) {
    yield `<testcase name="${escaped(each.name)}" time="${each.seconds.toFixed(3)}">${each.failed ? "<failure/>" : ""}${each.skipped ? "<skipped/>" : ""}</testcase>\n`;
  }
  yield "</testsuite>\n";
}
