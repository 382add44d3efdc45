import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { KeyRotationView, RotationProgress } from '../api/types';
import { SlElement } from '../app/element';
import { Load } from '../app/load';
import { badge, icon } from '../app/markup';
import { number } from '../i18n/format';
import { t } from '../i18n/locale';
import { ask } from './confirm';
import { failed, loaded, skeletonRows } from './loading';
import { doing } from './doing';
import { progress } from './progress';

/** The key of the workspace: who holds it, a new version of it, and how far the recordings' keys have been wrapped anew. */
@customElement('sl-key-card')
export class KeyCard extends SlElement {
  @state() private busy = false;
  @state() private error: unknown;
  private readonly key = new Load<KeyRotationView>(this, () => api.keyRotation(), 3_000);

  protected override render() {
    return html`<section class="card" data-testid="key-rotation" data-done=${this.key.value?.rotation?.done ?? nothing}>
      <div class="head"><h2>${t('key.title')}</h2>${this.condition()}</div>
      <div class="body stack">
        <p class="small quiet">${t('key.lead')}</p>
        ${loaded(this.key, skeletonRows(1), ({ providers, rotation }) => html`${this.holders(providers)}${rotation ? this.rotation(rotation) : nothing}`)}
        ${this.error ? failed(this.error) : nothing}
        <div><button class="btn" aria-disabled=${this.busy} data-testid="rotate-key" @click=${this.rotate}>${icon('refresh-cw')}${t('key.rotate')}</button></div>
      </div></section>`;
  }

  private condition() {
    const { providers, rotation } = this.key.value ?? {};
    if (!providers) return nothing;
    if (!providers.some(({ current, ready }) => current && ready)) return badge('danger', 'triangle-alert', t('region.away'));
    return rotation?.done ? badge('ok', 'check', t('key.done')) : nothing;
  }

  private holders(providers: KeyRotationView['providers']) {
    return html`<dl class="dl small">${providers.map(
      ({ name, current, ready, message }) => html`<dt>${t(current ? 'key.provider' : 'key.provider.earlier')}</dt><dd><span class="code">${name}</span>${ready ? nothing : html`<br /><span class="no">${t('region.away')}</span> <span class="quiet" lang="en">${message}</span>`}</dd>`,
    )}</dl>`;
  }

  private rotation({ version, due, rewrapped, done, message }: RotationProgress) {
    return html`<dl class="dl small"><dt>${t('key.version')}</dt><dd class="code wrapany">${version}</dd></dl>
      <div class="stack tight"><p class="small"><b>${t('key.wrapped', { n: number(rewrapped), due: number(due) })}</b></p>${progress(t('key.label'), done ? 1 : rewrapped, done ? 1 : due, 'key-progress')}</div>
      ${done ? nothing : doing(message)}`;
  }

  private rotate = async (): Promise<void> => {
    if (this.busy) return;
    const sure = await ask({ title: t('key.dialog'), text: t('key.dialog.text'), confirm: t('key.rotate'), cancel: t('users.keep') });
    if (!sure) return;
    this.busy = true;
    this.error = undefined;
    try {
      await api.rotateKey();
      await this.key.again(true);
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  };
}
