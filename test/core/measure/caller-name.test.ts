import { expect, it } from 'vitest';
import { callerName } from '../../../core/measure/caller-name.ts';

it.each([
  ['arn:aws:iam::111122223333:role/ChatBackend', 'ChatBackend'],
  ['arn:aws:iam::111122223333:role/teams/chat/ChatBackend', 'ChatBackend'],
  ['arn:aws:iam::111122223333:user/jane.doe@example.com', 'user'],
  ['arn:aws:iam::111122223333:root', 'other'],
  ['arn:aws:iam::111122223333:role/\u202eevil', 'other'],
  [`arn:aws:iam::111122223333:role/${'a'.repeat(65)}`, 'other'],
  ['', 'other'],
  [null, 'other'],
])('%s is %s', (principal, name) => expect(callerName(principal)).toBe(name));
