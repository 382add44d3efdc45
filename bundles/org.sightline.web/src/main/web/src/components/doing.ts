import { html, nothing } from 'lit';
import { icon } from '../app/markup';
import { standing } from '../i18n/doing';

/** What something in the background does now, or what holds it back; nothing where its bar says it all. */
export function doing(line: string) {
  const { tone, words, cause } = standing(line);
  if (!words && !cause) return nothing;
  const says = cause ? html`<span lang="en">${cause}</span>` : nothing;
  if (tone === 'goes-on') return html`<p class="small quiet wrapany" data-testid="doing">${words} ${says}</p>`;
  return html`<div class="note ${tone === 'stopped' ? 'danger' : 'warn'} small" role="status" data-testid="doing">${icon(tone === 'stopped' ? 'triangle-alert' : 'hourglass')}<p class="wrapany"><b>${words}</b> ${says}</p></div>`;
}
