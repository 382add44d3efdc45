import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SlElement } from '../app/element';

export interface Question {
  title: string;
  text: string;
  confirm: string;
  cancel: string;
  danger?: boolean;
}

/** Asks before something happens that touches others; the harmless button has the focus, Esc means it. */
export async function ask(question: Question): Promise<boolean> {
  const element = document.createElement('sl-confirm') as Confirm;
  element.question = question;
  document.body.append(element);
  await element.updateComplete;
  const answer = await element.open();
  element.remove();
  return answer;
}

@customElement('sl-confirm')
export class Confirm extends SlElement {
  @property({ attribute: false }) question!: Question;

  open(): Promise<boolean> {
    const dialog = this.querySelector('dialog')!;
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener('close', () => resolve(dialog.returnValue === 'confirm'), { once: true });
    });
  }

  protected override render() {
    const { title, text, confirm, cancel, danger } = this.question;
    return html`<dialog aria-labelledby="confirm-title" data-testid="confirm-dialog">
      <form method="dialog">
        <div class="dh"><h2 id="confirm-title">${title}</h2></div>
        <div class="db"><p>${text}</p></div>
        <div class="df">
          <button class="btn" value="" autofocus>${cancel}</button>
          <button class="btn ${danger ? 'danger solid' : 'primary'}" value="confirm" data-testid="confirm">${confirm}</button>
        </div>
      </form>
    </dialog>`;
  }
}
