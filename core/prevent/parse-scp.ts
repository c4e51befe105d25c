import { fieldOf, isJsonObject } from '../judge/json-fields.ts';
import { parseJson } from '../policy/parse-json.ts';
import { type PlacedProblem, type Problem, pointerOf, show } from '../policy/problem.ts';
import { hasKnownVariables } from './expand-variables.ts';
import { readConditions } from './read-conditions.ts';
import { refuser } from './refuser.ts';
import { CONDITION_KEYS, type Names, type Scp, type Statement } from './scp.ts';

export type ParsedScp =
  | { readonly kind: 'scp'; readonly scp: Scp }
  | {
      readonly kind: 'problems';
      readonly problems: readonly PlacedProblem[];
      /** The statements as far as they are understood, without the conditions that are not. */
      readonly statements: readonly Statement[];
    };

/** Characters in one service control policy; AWS refuses more (Organizations quotas, read 2026-11-23). */
export const MOST_CHARACTERS = 10_240;
const KEYS = ['Version', 'Id', 'Statement'];
const STATEMENT_KEYS = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** Parses a service control policy. What cannot be evaluated is a problem, never an assumption. */
export function parseScp(source: string | Uint8Array, name: string): ParsedScp {
  const json = parseJson(source);
  if (json.kind === 'no-json') {
    const { problem, line } = json;
    const fix = FIXES[problem.found] ?? problem.fix;
    const problems = [{ ...problem, fix, pointer: '', line }];
    return { kind: 'problems', problems, statements: [] };
  }
  const problems: Problem[] = [];
  const statements = readPolicy(json.value, problems);
  const placed = [
    ...json.badKeys.map(({ problem, offset }) => ({
      ...problem,
      line: json.locator.lineAt(offset),
    })),
    ...problems.map((problem) => ({ ...problem, line: json.locator.lineOf(problem.path) })),
  ].map((problem) => ({ ...problem, pointer: pointerOf(problem.path) }));
  if (placed.length > 0) {
    return { kind: 'problems', problems: placed.sort((a, b) => a.line - b.line), statements };
  }
  return { kind: 'scp', scp: { name, statements } };
}

/** What to do about a text that is no JSON, in the words of this kind of policy. */
const FIXES: Readonly<Record<string, string>> = {
  'a comment': 'remove it; a "Sid" can say what a statement is for',
  'an empty file': 'give a policy with "Statement"',
};

function readPolicy(value: unknown, problems: Problem[]): readonly Statement[] {
  const refuse = refuser(problems);
  if (!isJsonObject(value)) {
    refuse('no-policy', [], show(value), 'an object with "Statement"', 'give one policy per file');
    return [];
  }
  for (const key of Object.keys(value).filter((each) => !KEYS.includes(each))) {
    refuse('unknown-key', [key], show(key), KEYS.join(', '), 'remove it');
  }
  const { length } = JSON.stringify(value);
  if (length > MOST_CHARACTERS) {
    refuse(
      'too-long',
      [],
      `${length} characters without white space`,
      `at most ${MOST_CHARACTERS}`,
      'split it into several policies',
    );
    return [];
  }
  const found = fieldOf(value, 'Statement');
  if (Array.isArray(found) && found.length === 0) {
    refuse('no-statement', ['Statement'], 'an empty list', 'at least one statement', 'add one');
  }
  refuseVersion(fieldOf(value, 'Version'), found, problems);
  const list = Array.isArray(found) ? found : [found];
  const path = (index: number) => (Array.isArray(found) ? ['Statement', index] : ['Statement']);
  const statements = list.flatMap((each: unknown, index) =>
    readStatement(each, path(index), index + 1, problems),
  );
  const sids = statements.map(({ sid }) => sid);
  for (const [index, sid] of sids.entries()) {
    if (sid === null || sids.indexOf(sid) === index) continue;
    const first = sids.indexOf(sid) + 1;
    refuse(
      'duplicate-sid',
      [...path(index), 'Sid'],
      `${show(sid)}, as in statement ${first}`,
      'each Sid once',
      'rename one',
    );
  }
  return statements;
}

/** Policy variables are plain text without it (IAM user guide, reference_policies_elements_version, read 2026-11-25). */
const WITH_VARIABLES = '2012-10-17';

function refuseVersion(version: unknown, statements: unknown, problems: Problem[]): void {
  const refuse = refuser(problems);
  const fix = `write "Version": "${WITH_VARIABLES}"`;
  if (version !== undefined && version !== WITH_VARIABLES && version !== '2008-10-17') {
    refuse('version', ['Version'], show(version), `"${WITH_VARIABLES}"`, fix);
  } else if (version !== WITH_VARIABLES && JSON.stringify(statements ?? null).includes('${')) {
    const allowed = `"Version": "${WITH_VARIABLES}", without which a policy variable is plain text`;
    refuse('version', ['Version'], version === undefined ? 'nothing' : show(version), allowed, fix);
  }
}

function readStatement(
  value: unknown,
  path: Problem['path'],
  number: number,
  problems: Problem[],
): readonly Statement[] {
  const refuse = refuser(problems);
  if (!isJsonObject(value)) {
    refuse('no-statement', path, show(value), 'an object with "Effect"', 'correct it');
    return [];
  }
  for (const key of Object.keys(value).filter((each) => !STATEMENT_KEYS.includes(each))) {
    const isPrincipal = key === 'Principal' || key === 'NotPrincipal';
    refuse(
      isPrincipal ? 'principal-in-scp' : 'unknown-key',
      [...path, key],
      show(key),
      STATEMENT_KEYS.join(', '),
      isPrincipal ? 'an SCP holds every principal; narrow it with aws:PrincipalArn' : 'remove it',
    );
  }
  const { Effect, Sid } = value;
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    refuse('effect', [...path, 'Effect'], show(Effect), '"Allow" or "Deny"', 'correct it');
  }
  if (Sid !== undefined && typeof Sid !== 'string') {
    refuse('sid', [...path, 'Sid'], show(Sid), 'a text', 'correct it');
  }
  const actions = readNames(
    value,
    'Action',
    path,
    problems,
    /^(?:\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/,
  );
  const resources = readNames(
    value,
    'Resource',
    path,
    problems,
    /^(?:\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:.+)$/,
  );
  return [
    {
      effect: Effect === 'Allow' ? 'Allow' : 'Deny',
      sid: typeof Sid === 'string' ? Sid : null,
      number,
      actions,
      resources,
      conditions: readConditions(value.Condition, [...path, 'Condition'], problems),
    },
  ];
}

const EXAMPLES = {
  Action: 'correct it, e.g. "bedrock:InvokeModel", or "bedrock:*"',
  Resource: 'correct it, e.g. "arn:aws:bedrock:eu-west-1::foundation-model/*"',
};

function readNames(
  statement: Readonly<Record<string, unknown>>,
  name: 'Action' | 'Resource',
  path: Problem['path'],
  problems: Problem[],
  form: RegExp,
): Names {
  const refuse = refuser(problems);
  const key = Object.hasOwn(statement, name) ? name : `Not${name}`;
  const both = Object.hasOwn(statement, name) && Object.hasOwn(statement, `Not${name}`);
  const found = statement[key];
  const list: readonly unknown[] = Array.isArray(found) ? found : [found];
  if (found === undefined || both || list.length === 0) {
    const what = both ? 'both' : found === undefined ? 'neither' : 'an empty list';
    refuse(name.toLowerCase(), path, what, `"${name}" or "Not${name}"`, 'give exactly one of them');
  } else {
    for (const [index, each] of list.entries()) {
      if (typeof each === 'string' && form.test(each) && hasKnownVariables(each)) continue;
      const at = Array.isArray(found) ? [...path, key, index] : [...path, key];
      const whole = name === 'Action' ? '"service:Action", with wildcards' : 'an ARN, or "*"';
      const allowed = `${whole}; policy variables of ${CONDITION_KEYS.join(', ')} alone`;
      refuse(`no-${name.toLowerCase()}`, at, show(each), allowed, EXAMPLES[name]);
    }
  }
  return {
    kind: key === name ? 'among' : 'not-among',
    patterns: list.filter((each) => typeof each === 'string'),
  };
}
