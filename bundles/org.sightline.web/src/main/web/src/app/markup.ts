import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { Directive, directive, PartType } from 'lit/directive.js';
import type { ElementPart, PartInfo } from 'lit/directive.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { t } from '../i18n/locale';
import type { Params } from '../i18n/locale';
import type { Key } from '../i18n/en';
import { initials } from '../i18n/format';

const files = import.meta.glob<string>('../icons/*.svg', { query: '?raw', import: 'default', eager: true });
const drawings = new Map(
  Object.entries(files).map(([path, text]) => {
    const name = path.replace(/^.*\/|\.svg$/g, '');
    const shapes = text.slice(text.indexOf('>', text.indexOf('<svg')) + 1, text.indexOf('</svg>'));
    return [name, shapes] as const;
  }),
);

/** One of our icons, for the eye only: the word beside it or the label of its button says the same. */
export function icon(name: string, extra = ''): TemplateResult {
  const shapes = drawings.get(name) ?? '';
  return html`${unsafeHTML(`<svg class="i ${extra}" viewBox="0 0 24 24" aria-hidden="true">${shapes}</svg>`)}`;
}

/** A text in which `**these words**` are strong. */
export function rich(key: Key, params: Params = {}): TemplateResult {
  const parts = t(key, params).split('**');
  return html`${parts.map((part, i) => (i % 2 ? html`<b>${part}</b>` : part))}`;
}

export const brandMark = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><circle cx="12" cy="12" r="7.2" /><path d="M1.2 12h4.6M18.2 12h4.6" /><circle cx="12" cy="12" r="2.3" fill="currentColor" stroke="none" /></svg>`;

const TINTS = ['', 'b', 'c', 'd'];

/** Initials in a tint that stays with the name. */
export function avatar(name: string, size: '' | 'sm' | 'lg' = ''): TemplateResult {
  const sum = [...name].reduce((total, c) => total + (c.codePointAt(0) ?? 0), 0);
  return html`<span class="avatar ${size} ${TINTS[sum % TINTS.length]}" aria-hidden="true">${initials(name)}</span>`;
}

export const badge = (tone: string, drawing: string, text: string): TemplateResult =>
  html`<span class="badge ${tone}">${drawing ? icon(drawing) : nothing}${text}</span>`;

class Vars extends Directive {
  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error('vars() belongs on an element');
  }

  render(_values: Record<string, string>): typeof nothing {
    return nothing;
  }

  override update(part: ElementPart, [values]: [Record<string, string>]): typeof nothing {
    for (const [name, value] of Object.entries(values)) (part.element as HTMLElement).style.setProperty(name, value);
    return nothing;
  }
}

/** Sets custom properties through the CSSOM: a `style` attribute would be refused by the content security policy. */
export const vars = directive(Vars);
