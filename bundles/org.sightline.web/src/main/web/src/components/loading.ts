import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { explain, supportCode } from '../app/failure';
import type { Load } from '../app/load';
import { icon } from '../app/markup';
import { t } from '../i18n/locale';
import { clock } from '../i18n/format';

/** Shows what was loaded; until then skeletons of the true shape, and an error in its place with a way to try again. */
export function loaded<T>(load: Load<T>, skeleton: TemplateResult, show: (value: T) => unknown): unknown {
  if (load.value !== undefined) {
    return html`${load.error ? stale(load.at) : nothing}${show(load.value)}`;
  }
  if (load.error) return failed(load.error, () => load.again());
  if (load.phase === 'quiet') return nothing;
  return html`<div aria-busy="true">
    <p class=${load.phase === 'long' ? 'quiet small waits' : 'sr'} role="status">${t(load.phase === 'long' ? 'app.loading.long' : 'app.loading')}</p>
    ${skeleton}
  </div>`;
}

const stale = (at: number): TemplateResult =>
  html`<div class="note warn offline" role="status">${icon('wifi-off')}<p class="small">${t('app.offline', { time: clock(new Date(at)) })}</p></div>`;

/** An error where the problem is. */
export function failed(error: unknown, again?: () => void): TemplateResult {
  return html`<div class="note danger" role="alert" data-testid="error">
    ${icon('triangle-alert')}
    <p>${explain(error)}</p>
    ${supportCode(error) ? html`<p class="tiny">${t('app.code', { code: supportCode(error) })}</p>` : nothing}
    ${again ? html`<div class="row"><button class="btn sm" @click=${again}>${icon('refresh-cw')}${t('app.retry')}</button></div>` : nothing}
  </div>`;
}

export const skeletonRows = (count: number): TemplateResult =>
  html`<section class="card"><ul class="rows flush">
    ${Array.from({ length: count }, () => html`<li><span class="skeleton line w1"></span><span class="main"><span class="skeleton line w2"></span></span><span class="skeleton line w1"></span></li>`)}
  </ul></section>`;
