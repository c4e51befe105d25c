/**
 * Families of clients by what their user agents hold; the first that matches counts. Tools stand before
 * the SDKs that they are built on. A family is a fixed word: the agent itself is free text of a person's
 * machine and goes nowhere.
 */
const FAMILIES: readonly (readonly [family: string, pattern: RegExp])[] = [
  ['Claude Code', /claude-(?:cli|code)/],
  ['Cursor', /\bcursor\b/],
  ['Cline', /\bcline\b/],
  ['Roo Code', /\broo-?code\b/],
  ['Continue', /\bcontinue(?:\.dev|\/)/],
  ['Aider', /\baider\b/],
  ['opencode', /\bopencode\b/],
  ['Zed', /\bzed\//],
  ['LiteLLM', /\blitellm\b/],
  ['LangChain', /\blangchain\b|\blanggraph\b/],
  ['Strands Agents', /\bstrands\b/],
  ['CloudShell', /exec-env\/cloudshell/],
  ['AWS CLI', /^aws-cli\//],
  ['AWS console', /aws-internal|console\.amazonaws\.com|^mozilla\//],
  ['SDK for Python', /boto3|botocore/],
  ['SDK for JavaScript', /aws-sdk-js|aws-sdk-nodejs/],
  ['SDK for Java', /aws-sdk-java|aws-sdk-kotlin/],
  ['SDK for Go', /aws-sdk-go/],
  ['SDK for .NET', /aws-sdk-dotnet|aws-sdk-net/],
  ['SDK for Rust', /aws-sdk-rust/],
  ['SDK for PHP', /aws-sdk-php/],
  ['SDK for Ruby', /aws-sdk-ruby/],
  ['SDK for C++', /aws-sdk-cpp/],
  ['SDK for Swift', /aws-sdk-swift/],
  ['OpenAI library', /^(?:async)?openai\//],
  ['Anthropic library', /^(?:async)?anthropic(?:bedrock|bedrockmantle)?\//],
  ['AWS service', /\.amazonaws\.com$|^aws internal$/],
];

/** What was found of the agents seen last: a process sees few different ones. */
const seen = new Map<string, string>();
const MOST_SEEN = 1000;

/** The family of client that a user agent belongs to: `other` where nobody knows it. */
export function clientFamily(userAgent: unknown): string {
  if (typeof userAgent !== 'string') return 'other';
  const agent = userAgent.slice(0, 1024);
  const known = seen.get(agent);
  if (known !== undefined) return known;
  const family = findFamily(agent.toLowerCase());
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(agent, family);
  return family;
}

function findFamily(agent: string): string {
  return FAMILIES.find(([, pattern]) => pattern.test(agent))?.[0] ?? 'other';
}
