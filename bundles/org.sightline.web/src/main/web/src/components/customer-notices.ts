import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { SlElement } from '../app/element';
import { linkFault } from '../app/failure';
import type { LinkFault } from '../app/failure';
import { icon, rich } from '../app/markup';
import type { CallView } from '../call/call-client';
import type { MediaTrouble } from '../call/devices';
import { place } from '../i18n/format';
import { coded, t } from '../i18n/locale';
import './link-box';

const shapes = {
  clock: svg`<circle cx="100" cy="60" r="33" /><path d="M100 40v20l13 9" /><path d="M70 92l60-64" />`,
  camera: svg`<path d="M76 44h34a6 6 0 0 1 6 6v20a6 6 0 0 1-6 6H76a6 6 0 0 1-6-6V50a6 6 0 0 1 6-6zM116 56l14-9v26l-14-9" /><path d="M70 92l60-64" />`,
  over: svg`<path d="M84 60l11 11 21-22" /><circle cx="100" cy="60" r="33" />`,
};

const art = (shape: TemplateResult<2>): TemplateResult =>
  html`<div class="hero-art"><svg viewBox="0 0 200 120" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M4 60h44M152 60h44" stroke-dasharray="1 9" /><circle class="soft" cx="100" cy="60" r="46" stroke="none" />${shape}</svg></div>`;

/** The link has expired, is not one, or its call is over. */
@customElement('sl-link-problem')
export class LinkProblem extends SlElement {
  @property() kind: LinkFault = 'expired';

  protected override render() {
    return html`${art(this.kind === 'ended' ? shapes.over : shapes.clock)}
      <h1 tabindex="-1" data-testid="link-problem">${t(`${this.kind}.title`)}</h1>
      <p class="quiet">${t(`${this.kind}.lead`)}</p>
      <div class="note ok">${icon('circle-check')}<p class="small">${t('expired.safe')}</p></div>`;
  }
}

/** Opened inside another app, which has no camera for a page: open it in the browser. */
@customElement('sl-in-app-browser')
export class InAppBrowser extends SlElement {
  protected override render() {
    const step = (n: 1 | 2) => html`<li class="now"><span class="mk">${n}</span><b>${t(`inapp.${n}`)}</b><p>${t(`inapp.${n}.hint`)}</p></li>`;
    return html`${art(shapes.camera)}
      <h1 tabindex="-1" data-testid="in-app-browser">${t('inapp.title')}</h1>
      <p class="quiet">${t('inapp.lead')}</p>
      <ol class="steps">${step(1)}${step(2)}</ol>
      <div class="note">${icon('info')}<p class="small">${t('inapp.safe')}</p></div>
      <div class="bottom"><sl-copy testid="own-link" .value=${location.href} .label=${t('newcall.link')} .action=${t('newcall.copy')} .done=${t('newcall.copied')}></sl-copy></div>`;
  }
}

/** The camera is refused or silent: how to change that, and a way without it. */
@customElement('sl-camera-blocked')
export class CameraBlocked extends SlElement {
  @property() trouble: MediaTrouble = 'blocked';
  @state() private phone: 'iphone' | 'android' = /android/i.test(navigator.userAgent) ? 'android' : 'iphone';

  protected override render() {
    const blocked = this.trouble === 'blocked';
    return html`${art(shapes.camera)}
      <h1 tabindex="-1" data-testid="camera-blocked">${t(blocked ? 'blocked.title' : 'blocked.none.title')}</h1>
      <p class="quiet">${t(blocked ? 'blocked.lead' : 'blocked.none.lead')}</p>
      ${blocked ? this.help() : nothing}
      <div class="bottom">
        <button class="btn primary big" data-testid="retry-camera" @click=${() => this.tell('retry-asked')}>${icon('refresh-cw')}${t('app.retry')}</button>
        <button class="btn ghost tall" data-testid="sound-only" @click=${() => this.tell('sound-only-asked')}>${t('permission.sound')}</button>
      </div>`;
  }

  private help() {
    const choice = (phone: 'iphone' | 'android', text: string) =>
      html`<label><input type="radio" name="phone" .checked=${this.phone === phone} @change=${() => (this.phone = phone)} />${text}</label>`;
    const step = (n: number, title: string, text: unknown) => html`<li class="now"><span class="mk">${n}</span><b>${title}</b><p>${text}</p></li>`;
    return html`<div class="seg" role="radiogroup" aria-label=${t('blocked.which')}>${choice('iphone', 'iPhone')}${choice('android', 'Android')}</div>
      <ol class="steps">
        ${step(1, t(`blocked.${this.phone}.1`), t(`blocked.${this.phone}.1.hint`))} ${step(2, t(`blocked.${this.phone}.2`), rich('blocked.2.hint'))}
        ${step(3, t('blocked.3'), t('blocked.3.hint'))}
      </ol>`;
  }
}

/** The call is over for the customer, by whatever way. */
@customElement('sl-call-over')
export class CallOver extends SlElement {
  @property({ attribute: false }) view: CallView | undefined;

  protected override render() {
    const { connection, reason, recording } = this.view ?? {};
    if (connection === 'taken-over') return this.page(t('moved.title'), t('moved.text'));
    if (connection === 'refused') {
      const fault = linkFault(reason ?? '');
      if (fault) return html`<sl-link-problem kind=${fault}></sl-link-problem>`;
      return this.page(t('refused.call'), reason === 'call-full' ? t('refused.full') : coded('error', reason ?? '', 'error.unknown'), true);
    }
    const recorded = (recording?.recordedMillis ?? 0) > 0 || recording?.status === 'recording' || recording?.status === 'paused';
    const kept = recorded ? t('over.recorded', { place: place(recording?.region ?? '') }) : t('over.not-recorded');
    const left = reason === 'left';
    return this.page(t('over.title'), t(left ? 'over.left' : reason === 'abandoned' ? 'over.abandoned' : 'over.customer'), left && this.view?.state !== 'live', kept);
  }

  private page(title: string, text: string, again = false, kept = '') {
    return html`${art(shapes.over)}
      <h1 tabindex="-1" data-testid="call-over">${title}</h1>
      <p class="quiet">${text}</p>
      ${kept ? html`<div class="note">${icon('info')}<p class="small">${kept}</p></div>` : nothing}
      ${again ? html`<div class="bottom"><button class="btn tall" data-testid="join-again" @click=${() => this.tell('again-asked')}>${t('over.again')}</button></div>` : nothing}`;
  }
}
