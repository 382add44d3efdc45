import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '../api/client';
import type { AuditVerification, AuditView } from '../api/types';
import { SlElement } from '../app/element';
import { Load } from '../app/load';
import { badge, icon } from '../app/markup';
import { session } from '../app/session';
import { failed, loaded, skeletonRows } from '../components/loading';
import { detail } from '../i18n/details';
import { moment, number } from '../i18n/format';
import { coded, plural, t } from '../i18n/locale';

const PAGE = 50;
const TONES: Record<string, [string, string]> = { done: ['ok', 'check'], refused: ['danger', 'circle-x'], failed: ['warn', 'triangle-alert'] };

/** Who did what, newest first, and a check of the whole chain. */
@customElement('sl-audit')
export class AuditPage extends SlElement {
  @state() private older: AuditView[] = [];
  @state() private more = true;
  @state() private checking = false;
  @state() private checked: AuditVerification | undefined;
  @state() private error: unknown;
  private readonly newest = new Load<AuditView[]>(this, () => api.audit(undefined, PAGE));

  protected override render() {
    return html`<main class="page" id="main">
      <header><div><h1>${t('nav.audit')}</h1><p class="quiet lead">${t('audit.lead', { workspace: session()?.workspace.displayName ?? '' })}</p></div>
        <div class="row push"><button class="btn" aria-disabled=${this.checking} data-testid="verify-audit" @click=${this.verify}>${icon('shield-check')}${t(this.checking ? 'review.checking' : 'audit.verify')}</button></div></header>
      <div role="status">${this.checked ? this.verdict(this.checked) : nothing}</div>
      ${this.error ? failed(this.error) : nothing}
      ${loaded(this.newest, skeletonRows(8), (entries) => (entries.length ? this.table([...entries, ...this.older]) : html`<section class="card"><div class="empty"><h2>${t('audit.empty')}</h2></div></section>`))}
    </main>`;
  }

  private verdict({ intact, entries, firstBroken, message }: AuditVerification) {
    return html`<div class="note ${intact ? 'ok' : 'danger'} offline" data-testid="audit-verdict">${icon(intact ? 'shield-check' : 'circle-x')}
      <p><b>${intact ? plural('audit.intact', entries) : t('audit.broken', { n: number(firstBroken ?? 0) })}</b></p>${intact ? nothing : html`<p class="small">${message}</p>`}</div>`;
  }

  private table(entries: AuditView[]) {
    const heads = ['when', 'who', 'what', 'on', 'outcome'] as const;
    const enough = this.more && entries.length >= PAGE;
    return html`<section class="card"><table class="table stackable" data-testid="audit">
        <caption class="sr">${t('nav.audit')}</caption>
        <thead><tr>${heads.map((head) => html`<th scope="col">${t(`audit.col.${head}`)}</th>`)}</tr></thead>
        <tbody>${entries.map((entry) => this.row(entry))}</tbody></table></section>
      ${enough ? html`<p class="row centre"><button class="btn" @click=${() => this.load(entries)}>${t('audit.older')}</button></p>` : nothing}`;
  }

  private row(entry: AuditView) {
    const outcome = entry.outcome.toLowerCase();
    const [tone, drawing] = TONES[outcome] ?? ['', ''];
    const details = Object.entries(entry.detail ?? {}).filter(([, value]) => value);
    return html`<tr data-testid="audit-row" data-action=${entry.action} data-outcome=${outcome}>
      <td class="num nowrap">${moment(entry.at)}<br /><span class="tiny faint">№ ${number(entry.sequence)}</span></td>
      <td>${entry.subjectName ?? html`<span class="code small">${entry.subject}</span>`}</td>
      <td>${this.action(entry.action)}</td>
      <td><span class="code small wrapany">${entry.resource}</span>${details.length ? html`<br /><span class="small quiet wrapany">${details.map(([key, value]) => detail(key, value)).join(' · ')}</span>` : nothing}</td>
      <td>${badge(tone, drawing, coded('audit.outcome', outcome, 'audit.outcome.other', { outcome }))}</td></tr>`;
  }

  /** What was done, in words where we know them; the name that programs go by stays beside. */
  private action(action: string) {
    const words = coded('audit.action', action, 'audit.action.other', { action });
    return words === action ? html`<span class="code">${action}</span>` : html`${words}<br /><span class="code tiny faint wrapany">${action}</span>`;
  }

  private async load(entries: AuditView[]): Promise<void> {
    this.error = undefined;
    try {
      const next = await api.audit(entries[entries.length - 1]!.sequence, PAGE);
      this.more = next.length === PAGE;
      this.older = [...this.older, ...next];
    } catch (error) {
      this.error = error;
    }
  }

  private verify = async (): Promise<void> => {
    if (this.checking) return;
    this.checking = true;
    this.error = undefined;
    try {
      this.checked = await api.verifyAudit();
    } catch (error) {
      this.error = error;
    }
    this.checking = false;
  };
}
