import { describe, expect, it } from 'vitest';
import { clientFamily } from '../../../core/measure/client-family.ts';
import { CLIENT } from '../../../samples/clients.ts';

describe('the agents of the sample day', () => {
  it.each([
    [CLIENT.boto3, 'SDK for Python'],
    [CLIENT.java, 'SDK for Java'],
    [CLIENT.go, 'SDK for Go'],
    [CLIENT.javascript, 'SDK for JavaScript'],
    [CLIENT.cli, 'AWS CLI'],
    [CLIENT.cloudShell, 'CloudShell'],
    [CLIENT.claudeCode, 'Claude Code'],
    [CLIENT.cursor, 'Cursor'],
    [CLIENT.openai, 'OpenAI library'],
    [CLIENT.console, 'AWS console'],
  ])('%s: %s', (agent, family) => {
    expect(clientFamily(agent)).toBe(family);
  });

  it('each of them has a row', () => {
    const others = Object.entries(CLIENT).filter(([, agent]) => clientFamily(agent) === 'other');
    expect(others).toEqual([]);
  });
});

describe('the first family that matches, tools before what they are built on', () => {
  it.each([
    ['claude-code/1.0.1', 'Claude Code'],
    ['aws-sdk-js/3.9 claude-cli/2.0', 'Claude Code'],
    ['Boto3/1.40 litellm/1.7 Botocore/1.40', 'LiteLLM'],
    ['Boto3/1.40 langchain-aws', 'LangChain'],
    ['Boto3/1.40 langgraph', 'LangChain'],
    ['Boto3/1.40 strands-agents', 'Strands Agents'],
    ['Cline/3.1', 'Cline'],
    ['Roo-Code/3.1', 'Roo Code'],
    ['RooCode/3.1', 'Roo Code'],
    ['continue/1.0', 'Continue'],
    ['aider/0.80', 'Aider'],
    ['opencode/0.4', 'opencode'],
    ['Zed/0.200', 'Zed'],
    ['Botocore/1.31.0', 'SDK for Python'],
    ['aws-sdk-nodejs/2.1', 'SDK for JavaScript'],
    ['aws-sdk-kotlin/1.5', 'SDK for Java'],
    ['aws-sdk-dotnet-coreclr/3.7', 'SDK for .NET'],
    ['aws-sdk-net/4.0', 'SDK for .NET'],
    ['aws-sdk-rust/1.3', 'SDK for Rust'],
    ['aws-sdk-php/3.3', 'SDK for PHP'],
    ['aws-sdk-ruby3/3.2', 'SDK for Ruby'],
    ['aws-sdk-cpp/1.11', 'SDK for C++'],
    ['aws-sdk-swift/1.5', 'SDK for Swift'],
    ['OpenAI/JS 6.1', 'OpenAI library'],
    ['AsyncOpenAI/Python 2.8', 'OpenAI library'],
    ['Anthropic/Python 0.70', 'Anthropic library'],
    ['AsyncAnthropicBedrock/Python 0.70', 'Anthropic library'],
    ['AnthropicBedrock/JS 0.26', 'Anthropic library'],
    ['AnthropicBedrockMantle/Python 0.80', 'Anthropic library'],
    ['lambda.amazonaws.com', 'AWS service'],
    ['bedrock.amazonaws.com', 'AWS service'],
    ['AWS Internal', 'AWS service'],
    ['AWS-INTERNAL/3 console', 'AWS console'],
    ['AWS-CLI/2.3', 'AWS CLI'],
  ])('%s: %s', (agent, family) => {
    expect(clientFamily(agent)).toBe(family);
  });
});

describe('other, and never the text of the agent', () => {
  it.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a list', ['Boto3/1.40']],
    ['an empty text', ''],
    ['an unknown tool', 'curl/8.7.1'],
    ['a word that holds a family', 'recursor/1.0'],
    ['a CLI that is not first', 'x aws-cli/2.3'],
    ['a family behind 1,024 letters', `${'x'.repeat(1024)} Boto3/1.40`],
    ['a host that only begins like a service', 'lambda.amazonaws.com.example.net'],
  ])('%s', (_, agent) => {
    expect(clientFamily(agent)).toBe('other');
  });

  it('a very long agent takes no time', () => {
    const agents = Array.from({ length: 100 }, (_, index) => `${index}${'a-'.repeat(500_000)}`);
    const before = process.cpuUsage();
    for (const agent of agents) clientFamily(agent);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(300);
  });
});
