import { html, nothing } from 'lit';
import { icon } from '../app/markup';
import { standing } from '../i18n/doing';

/** What something in the background does now, or what holds it back; nothing where its bar says it all. */
export function doing(message: string) {
  const { words, cause, stopped } = standing(message);
  if (!words && !cause) return nothing;
  const text = html`${words ? html`<b>${words}</b> ` : nothing}<span lang="en">${cause}</span>`;
  return html`<div role="status" data-testid="doing">${words ? html`<div class="note ${stopped ? 'danger' : 'warn'} small">${icon(stopped ? 'triangle-alert' : 'hourglass')}<p>${text}</p></div>` : html`<p class="small quiet">${text}</p>`}</div>`;
}
