import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { InvitedCall } from '../api/types';
import { SlElement } from '../app/element';
import { icon } from '../app/markup';
import { navigate } from '../app/router';
import { until } from '../i18n/format';
import { t } from '../i18n/locale';
import './link-box';
import { failed } from './loading';

/** Creates a call, or invites to one again, and shows the link this once. */
@customElement('sl-link-dialog')
export class LinkDialog extends SlElement {
  @state() private invited: InvitedCall | undefined;
  @state() private need = false;
  @state() private busy = false;
  @state() private error: unknown;
  private offerCall = true;

  /** Asks for the customer's name, then creates the call. */
  openNew(): void {
    this.reset(true);
    this.show();
  }

  /** Shows a new link to a call; the one before stops working. */
  async openAgain(call: string, offerCall: boolean): Promise<void> {
    this.reset(offerCall);
    await this.request(() => api.invite(call));
    this.show();
  }

  protected override render() {
    return html`<dialog aria-labelledby="link-title" data-testid="new-call-dialog">
      ${this.invited ? this.done(this.invited) : this.form()}
    </dialog>`;
  }

  private form() {
    return html`<form novalidate @submit=${this.create}>
      <div class="dh">
        <div class="main"><h2 id="link-title">${t('newcall.title')}</h2><p class="quiet">${t('newcall.lead')}</p></div>
        ${this.cross()}
      </div>
      <div class="db">
        <div class="field">
          <label for="new-customer">${t('newcall.customer')}</label>
          <input class="input" id="new-customer" name="customer" maxlength="120" autocomplete="off" autofocus required aria-describedby="new-customer-hint" aria-invalid=${this.need ? 'true' : nothing} data-testid="customer-name" />
          <span class="hint" id="new-customer-hint">${t('newcall.customer.hint')}</span>
          ${this.need ? html`<p class="error-text" role="alert">${t('newcall.need')}</p>` : nothing}
        </div>
        ${this.error ? failed(this.error) : nothing}
      </div>
      <div class="df">
        <button class="btn ghost" type="button" @click=${this.close}>${t('app.cancel')}</button>
        <button class="btn primary" aria-disabled=${this.busy} data-testid="create-call">${t('newcall.submit')}</button>
      </div>
    </form>`;
  }

  private done(invited: InvitedCall) {
    const name = invited.call.customerName;
    return html`<div class="dh">
        <div class="main"><h2 id="link-title" tabindex="-1">${t('newcall.done', { name })}</h2><p class="quiet">${t('newcall.done.lead', { until: until(invited.expiresAt) })}</p></div>
        ${this.cross()}
      </div>
      <div class="db">
        <sl-copy testid="link" .value=${invited.link} .label=${t('newcall.link')} .action=${t('newcall.copy')} .done=${t('newcall.copied')}></sl-copy>
      </div>
      <div class="df">
        ${this.offerCall
          ? html`<button class="btn primary" data-testid="go-to-call" @click=${this.go}>${icon('video')}${t('newcall.go')}</button>`
          : html`<button class="btn" @click=${this.close}>${t('app.close')}</button>`}
      </div>`;
  }

  private cross() {
    return html`<button class="btn ghost icon sm" type="button" aria-label=${t('app.close')} @click=${this.close}>${icon('x')}</button>`;
  }

  private create = async (event: Event): Promise<void> => {
    event.preventDefault();
    const input = this.querySelector<HTMLInputElement>('#new-customer')!;
    this.need = !input.value.trim();
    if (this.need) return input.focus();
    await this.request(() => api.createCall(input.value.trim()));
    if (this.invited) this.tell('call-created');
  };

  private async request(send: () => Promise<InvitedCall>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = undefined;
    try {
      this.invited = await send();
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
    await this.updateComplete;
    this.querySelector<HTMLElement>('h2[tabindex]')?.focus();
  }

  private reset(offerCall: boolean): void {
    this.invited = this.error = undefined;
    this.need = false;
    this.offerCall = offerCall;
  }

  private show(): void {
    void this.updateComplete.then(() => this.querySelector('dialog')?.showModal());
  }

  private close = (): void => this.querySelector('dialog')?.close();

  private go = (): void => {
    const id = this.invited!.call.id;
    this.close();
    navigate(`/calls/${encodeURIComponent(id)}`);
  };
}
