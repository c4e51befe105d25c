const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of a log as HTML may safely hold it, in an element or a quoted attribute. */
function escapeHtml(text: string): string {
  return visible(text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? ''));
}

/** Control and direction characters as text that can be seen. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** HTML that is made of escaped parts; the only kind that a page takes. */
export type Html = { readonly html: string };

/** Escapes every value that is not HTML already. Lists are joined. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (Html | string | number | readonly Html[])[]
): Html {
  const text = parts.reduce((done, part, index) => `${done}${render(values[index - 1])}${part}`);
  return { html: text };
}

function render(value: Html | string | number | readonly Html[] | undefined): string {
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  if (value === undefined) return '';
  return 'html' in value ? value.html : value.map((part) => part.html).join('');
}
