import { Body, type Document, type Properties } from '@weft/document';
import { type Emission, type ExecutionInfo, implementStep, type StepTools } from '@weft/step-kit/executor';
import { whenAll, whenReady } from '../all-values.ts';
import { conditionOf } from '../condition.ts';
import { definition, type Rule } from './definition.ts';

/** A rule that a document broke. */
interface Broken {
  readonly rule: string;
  readonly message: string;
  readonly breaking: Rule['breaking'];
}

type Check = (document: Document, execution: ExecutionInfo) => Broken | undefined | Promise<Broken | undefined>;

/** In characters; a property is no place for a body. */
const messageLengthMax = 500;

/** Checks every rule, so that whoever mends the document learns of all at once. */
export const implementation = implementStep(definition, ({ rules, rejectedBody }, tools) => {
  const checks = rules.map((rule, index) => checkOf(rule, `/rules/${index}`, tools));
  return (document, { execution }) =>
    whenAll(
      checks.map((check) => check(document, execution)),
      (found): Emission =>
        emissionOf(
          found.filter((one) => one !== undefined),
          document.properties,
          rejectedBody === 'rules',
        ),
    );
});

function checkOf({ name, condition, message, breaking, only }: Rule, pointer: string, tools: StepTools): Check {
  const holds = conditionOf(condition, `${pointer}/condition`, tools);
  const applies = only.trim() === '' ? undefined : conditionOf(only, `${pointer}/only`, tools);
  const text = tools.template(message, `${pointer}/message`);
  const check: Check = (document, execution) =>
    whenReady(holds(document, execution), (kept) =>
      kept ? undefined : whenReady(text(document, execution), (said): Broken => ({ rule: name, message: messageOf(said, name), breaking })),
    );
  if (applies === undefined) return check;
  return (document, execution) => whenReady(applies(document, execution), (must) => (must ? check(document, execution) : undefined));
}

function messageOf(said: string, name: string): string {
  const text = said.trim() === '' ? name : said.trim();
  return text.length > messageLengthMax ? `${text.slice(0, messageLengthMax - 1)}…` : text;
}

function emissionOf(broken: readonly Broken[], before: Properties, inBody: boolean): Emission {
  if (broken.length === 0) return { port: 'accepted' };
  const list = broken.map(({ rule, message }) => ({ rule, message }));
  const properties = {
    ...before,
    broken_rules: JSON.stringify(list),
    broken_rule_count: list.length,
    broken_rule_messages: list.map(({ message }) => message).join('; '),
  };
  if (broken.every(({ breaking }) => breaking === 'warns')) return { port: 'accepted', properties };
  return inBody
    ? { port: 'rejected', properties, body: Body.fromValue({ rules: list, count: list.length }) }
    : { port: 'rejected', properties };
}
