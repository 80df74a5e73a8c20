import { type CheckReport, type ReportedFinding, severities } from "./check-report.ts";
import { escapeXml } from "./escape-xml.ts";
import { placeText } from "./place.ts";

/** JUnit's XML: one test case for each finding; suppressed ones and what could not be checked are skipped. */
export function formatJunit(report: CheckReport): string {
  const { findings, notChecked } = report;
  const clean = findings.length === 0 && notChecked.length === 0;
  const cases = [
    ...findings.map(findingCase),
    ...notChecked.map(
      ({ rule, message, place }) =>
        `    <testcase classname="${escapeXml(rule)}" name="${escapeXml(placeText(place))}">\n` +
        `      <skipped message="${escapeXml(`not checkable: ${message}`)}"/>\n    </testcase>\n`,
    ),
    ...(clean ? ['    <testcase classname="check" name="all rules"/>\n'] : []),
  ];
  const failures = findings.filter(isFailure).length;
  const skipped = notChecked.length + findings.filter(({ suppressed }) => suppressed !== undefined).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n` +
    `  <testsuite name="centrifugo-swarm check" ${counts}>\n${cases.join("")}  </testsuite>\n</testsuites>\n`
  );
}

/** Information is no failure. */
function isFailure({ severity, suppressed }: ReportedFinding): boolean {
  return suppressed === undefined && severity !== severities[2];
}

function findingCase(finding: ReportedFinding): string {
  const { rule, severity, message, fix, page, place, suppressed } = finding;
  const start = `    <testcase classname="${escapeXml(rule)}" name="${escapeXml(placeText(place))}">\n`;
  const text = `${message}\nfix: ${fix}\npage: ${page}`;
  const inner =
    suppressed !== undefined
      ? `      <skipped message="${escapeXml(`suppressed: ${suppressed.reason}`)}"/>\n`
      : isFailure(finding)
        ? `      <failure type="${severity}" message="${escapeXml(message)}">${escapeXml(text)}</failure>\n`
        : `      <system-out>${escapeXml(text)}</system-out>\n`;
  return `${start}${inner}    </testcase>\n`;
}
