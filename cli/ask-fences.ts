import { isCancel, multiselect, select } from '@clack/prompts';
import { catalog } from '../core/catalog/known.ts';
import type { PolicyFile } from '../core/policy/policy-file.ts';

/** Asks where inference may run; null where the person walks away. */
export async function askFences(): Promise<PolicyFile['fences'] | null> {
  const allow = await multiselect({
    message: 'Where may Bedrock inference run?',
    options: catalog.geographies.map(({ id, title, reason }) => ({
      value: id,
      label: `${id}: ${title}`,
      hint: reason,
    })),
    required: true,
    maxItems: 12,
  });
  if (isCancel(allow)) return null;
  const mode = await select({
    message: 'What should happen when a call runs elsewhere?',
    options: [
      {
        value: 'observe' as const,
        label: 'observe',
        hint: 'judge and record, wake nobody: a good start',
      },
      { value: 'enforce' as const, label: 'enforce', hint: 'tell people' },
    ],
  });
  if (isCancel(mode)) return null;
  return [{ name: allow.join('+'), allow, mode }];
}
