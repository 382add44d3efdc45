import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { ReviewPolicy, Watcher } from '../api/types';
import { SlElement } from '../app/element';
import { Load } from '../app/load';
import { avatar, icon, rich } from '../app/markup';
import { session } from '../app/session';
import { t } from '../i18n/locale';
import { reason } from '../i18n/reasons';
import { ask } from './confirm';
import { failed, loaded, skeletonRows } from './loading';
import { toast } from './toasts';

const POLICIES: ReviewPolicy[] = ['administrators', 'technicians', 'own-calls'];

interface Previews {
  now: ReviewPolicy;
  watchers: Record<ReviewPolicy, Watcher[]>;
}

/** Who may watch: shows by name what a choice changes before it is applied. */
@customElement('sl-policy-settings')
export class PolicySettings extends SlElement {
  @state() private chosen: ReviewPolicy | undefined;
  @state() private busy = false;
  @state() private error: unknown;
  private readonly previews = new Load<Previews>(this, load);

  protected override render() {
    return html`${loaded(this.previews, skeletonRows(3), (previews) => this.body(previews))}`;
  }

  private body(previews: Previews) {
    const chosen = this.chosen ?? previews.now;
    const { gain, lose } = difference(previews, chosen);
    const changes = chosen !== previews.now;
    return html`<div class="two">
      <section class="card pad stack">
        <div><h2>${t('policy.title')}</h2><p class="quiet">${t('policy.lead', { workspace: session()?.workspace.displayName ?? '' })}</p></div>
        <div class="seg" role="radiogroup" aria-label=${t('policy.choice')}>
          ${POLICIES.map((policy) => html`<label><input type="radio" name="policy" value=${policy} .checked=${chosen === policy} data-testid="policy-${policy}" @change=${() => (this.chosen = policy)} />${t(`policy.${policy}.name`)}</label>`)}
        </div>
        <p class="quiet">${rich(`policy.${chosen}.text`)}</p>
        <section class="diff" aria-live="polite">
          <div class="row wrap"><h3>${t('policy.change')}</h3><span class="badge line push">${t('policy.now', { policy: t(`policy.${previews.now}`) })}</span></div>
          ${changes
            ? html`<div class="dg">
                <div class="dcol plus"><b>${icon('plus')}${t('policy.gain')}</b>${gain.length ? this.people(gain, chosen) : html`<p class="quiet">${t('policy.gain.none')}</p>`}</div>
                <div class="dcol"><b>${icon('minus')}${t('policy.lose')}</b>${lose.length ? this.people(lose, chosen) : html`<p class="quiet">${t('policy.lose.none')}</p>`}</div>
              </div>`
            : html`<p class="quiet">${t('policy.same')}</p>`}
        </section>
        ${this.error ? failed(this.error) : nothing}
        <div class="row wrap">
          <button class="btn primary" aria-disabled=${!changes || this.busy} data-testid="apply-policy" @click=${() => this.apply(previews, chosen)}>${t('policy.apply')}</button>
          ${changes ? html`<button class="btn ghost" @click=${() => (this.chosen = previews.now)}>${t('policy.back', { policy: t(`policy.${previews.now}.name`) })}</button>` : nothing}
          <span class="push small quiet">${t('policy.speed')}</span>
        </div>
      </section>
      <section class="card" data-testid="policy-watchers"><div class="head"><h2>${t('policy.everyone')}</h2></div>
        <ul class="rows small flush">${previews.watchers[chosen].map((watcher) => this.line(watcher))}</ul></section>
    </div>`;
  }

  private line({ user, permitted, reason: why }: Watcher) {
    return html`<li>${avatar(user.displayName, 'sm')}<span class="main"><b>${user.displayName}</b><br /><span class="tiny quiet">${reason(why)}</span></span>
      <span class=${permitted ? 'yes' : 'no'}>${icon(permitted ? 'check' : 'x')}<span class="sr">${t(permitted ? 'review.who.yes' : 'review.who.no')}</span></span></li>`;
  }

  private people(watchers: Watcher[], policy: ReviewPolicy) {
    return html`<ul>${watchers.map(({ user }) => html`<li>${avatar(user.displayName, 'sm')}<span class="main">${user.displayName}${policy === 'own-calls' ? html`<br /><span class="tiny quiet">${t('policy.own')}</span>` : nothing}</span></li>`)}</ul>`;
  }

  private async apply(previews: Previews, chosen: ReviewPolicy): Promise<void> {
    if (chosen === previews.now || this.busy) return;
    const { gain, lose } = difference(previews, chosen);
    const policy = t(`policy.${chosen}.name`);
    const sure = await ask({
      title: t('policy.dialog'),
      text: t('policy.dialog.text', { policy, gain: gain.length, lose: lose.length }),
      confirm: t('policy.dialog.apply'),
      cancel: t('app.cancel'),
    });
    if (!sure) return;
    this.busy = true;
    this.error = undefined;
    try {
      await api.setReviewPolicy(chosen);
      await this.previews.again(true);
      this.chosen = undefined;
      toast(t('policy.applied', { policy }));
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }
}

async function load(): Promise<Previews> {
  const [workspace, ...lists] = await Promise.all([api.workspace(), ...POLICIES.map((policy) => api.previewPolicy(policy))]);
  const watchers = Object.fromEntries(lists.map((list, i) => [POLICIES[i], list.watchers])) as Previews['watchers'];
  return { now: workspace.reviewPolicy, watchers };
}

/** Who gains and who loses access, when a policy is applied over the one that is in force. */
function difference(previews: Previews, chosen: ReviewPolicy): { gain: Watcher[]; lose: Watcher[] } {
  const permitted = (policy: ReviewPolicy): Map<string, Watcher> =>
    new Map(previews.watchers[policy].filter((watcher) => watcher.permitted).map((watcher) => [watcher.user.id, watcher]));
  const [before, after] = [permitted(previews.now), permitted(chosen)];
  return {
    gain: [...after.values()].filter(({ user }) => !before.has(user.id)),
    lose: [...before.values()].filter(({ user }) => !after.has(user.id)),
  };
}
