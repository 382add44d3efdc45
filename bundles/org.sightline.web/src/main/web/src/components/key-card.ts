import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { KeyRotationView } from '../api/types';
import { SlElement } from '../app/element';
import { Load } from '../app/load';
import { badge, icon } from '../app/markup';
import { number } from '../i18n/format';
import { t } from '../i18n/locale';
import { ask } from './confirm';
import { failed } from './loading';
import { progress } from './progress';

/** The key of the workspace: a new version of it, and how far the recordings' keys have been wrapped anew. */
@customElement('sl-key-card')
export class KeyCard extends SlElement {
  @state() private busy = false;
  @state() private error: unknown;
  private readonly rotation = new Load<KeyRotationView | null>(this, async () => (await api.keyRotation()) ?? null, 3_000);

  protected override render() {
    const rotation = this.rotation.value;
    return html`<section class="card" data-testid="key-rotation" data-done=${rotation ? rotation.done : nothing}>
      <div class="head"><h2>${t('key.title')}</h2>${rotation?.done ? badge('ok', 'check', t('key.done')) : nothing}</div>
      <div class="body stack">
        <p class="small quiet">${t('key.lead')}</p>
        ${rotation ? this.state(rotation) : nothing}
        ${this.error ? failed(this.error) : nothing}
        <div><button class="btn" aria-disabled=${this.busy} data-testid="rotate-key" @click=${this.rotate}>${icon('refresh-cw')}${t('key.rotate')}</button></div>
      </div></section>`;
  }

  private state({ provider, version, due, rewrapped, done, message }: KeyRotationView) {
    return html`<dl class="dl small"><dt>${t('key.provider')}</dt><dd class="code">${provider}</dd><dt>${t('key.version')}</dt><dd class="code wrapany">${version}</dd></dl>
      <div><p class="row wrap small apart"><b>${t('key.wrapped', { n: number(rewrapped), due: number(due) })}</b></p>${progress(t('key.label'), rewrapped, due, 'key-progress')}</div>
      ${message && !done ? html`<p class="small quiet" role="status" lang="en">${message}</p>` : nothing}`;
  }

  private rotate = async (): Promise<void> => {
    if (this.busy) return;
    const sure = await ask({ title: t('key.dialog'), text: t('key.dialog.text'), confirm: t('key.rotate'), cancel: t('users.keep') });
    if (!sure) return;
    this.busy = true;
    this.error = undefined;
    try {
      await api.rotateKey();
      await this.rotation.again(true);
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  };
}
