// Looks at every page in both languages, both themes and both sizes in Chromium: axe finds nothing serious, nothing violates the
// content security policy, nothing scrolls sideways at 320 px. Screenshots go to target/page-shots. `node run.mjs [page ...]`.
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { platform } from './platform.mjs';
import { serve } from './serve.mjs';

const root = new URL('../../../../../target/', import.meta.url).pathname;
const shots = `${root}page-shots/`;
mkdirSync(shots, { recursive: true });
const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const byId = (id) => `[data-testid=${id}]`;
const joined = async (page) => {
  await page.click(byId('consent-yes'));
  await page.click(byId('join-call'));
};
const customer = async (page) => {
  await joined(page);
  await page.click(byId('allow-camera'));
};
const JOIN = '/join#0123456789abcdef0123456789abcdef';
const moving = async (page) => {
  for (const end = Date.now() + 15_000; ; ) {
    const { flows } = await page.evaluate(() => document.querySelector('sl-call, sl-join').stats());
    if (flows.some((f) => f.direction === 'in' && f.kind === 'video' && f.frames > 20)) return;
    if (Date.now() > end) throw new Error(`no moving picture: ${JSON.stringify(flows)}`);
    await page.waitForTimeout(100);
  }
};

const chosen = async (page) => {
  await page.click(byId('change-region'));
  await page.click(byId('choose-eu-central-1'));
  await page.waitForSelector(byId('region-plan'));
};

/** Changes the region without a pointer: opens, chooses, types, confirms, and the focus comes back. */
const byKeyboard = async (page) => {
  await page.waitForSelector(byId('scrub'));
  await page.locator(byId('change-region')).focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('Space');
  await page.waitForSelector(byId('region-plan'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('eu-central-1');
  await page.keyboard.press('Enter');
  await page.waitForSelector(byId('pause-region-change'));
  const focused = await page.evaluate(() => document.activeElement.dataset.testid);
  if (focused !== 'change-region') throw new Error(`the focus is on ${focused}`);
};

/** Plays, and both takes keep in step; the keyboard seeks. */
const plays = async (page) => {
  await page.click(byId('play'));
  await page.waitForFunction(() => Number(document.querySelector('[data-testid=player]').dataset.position) > 2_500, undefined, { timeout: 15_000 });
  const apart = await page.evaluate(() => {
    const [a, b] = ['take-1', 'take-2'].map((id) => document.querySelector(`[data-testid=${id}]`).currentTime);
    return Math.abs(a - b - 0.4);
  });
  if (apart > 0.15) throw new Error(`the takes are ${apart.toFixed(3)} s apart`);
  await page.locator(byId('seek')).focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(900);
  const at = await page.evaluate(() => Number(document.querySelector('[data-testid=player]').dataset.position));
  if (at < 7_500 || at > 11_000) throw new Error(`seeking by key went to ${at}`);
  await page.click(byId('both-cameras'));
  await page.click(byId('play'));
  await page.locator(byId('seek')).focus();
  await page.keyboard.press('Home');
  await page.waitForTimeout(300);
  const start = await page.evaluate(() => ['take-1', 'take-2'].map((id) => document.querySelector(`[data-testid=${id}]`).currentTime));
  if (start.some((seconds) => seconds > 0.1)) throw new Error(`at the start the takes stand at ${start}`);
};

const PAGES = [
  { name: 'sign-in', path: '/sign-in', with: { user: null } },
  { name: 'sign-in-refused', path: '/sign-in', with: { user: null }, act: async (p) => { await p.fill(byId('workspace'), 'x'); await p.fill(byId('user'), 'x'); await p.fill(byId('password'), 'x'); await p.click(byId('sign-in')); await p.waitForSelector(byId('error')); } },
  { name: 'password', path: '/', with: { passwordChangeDue: true } },
  { name: 'today', path: '/' },
  { name: 'today-empty', path: '/', with: { empty: true } },
  { name: 'today-moving', path: '/', with: { changes: 'moving', damaged: true } },
  { name: 'today-silent', path: '/', with: { silent: true } },
  { name: 'today-technician', path: '/', with: { user: 'tomas' } },
  { name: 'account', path: '/', act: async (p) => { await p.click(byId('account')); } },
  { name: 'new-call', path: '/', act: async (p) => { await p.click(byId('new-call')); } },
  { name: 'new-call-link', path: '/', act: async (p) => { await p.click(byId('new-call')); await p.fill(byId('customer-name'), 'Gwen Petersen'); await p.click(byId('create-call')); await p.waitForSelector(byId('link')); } },
  { name: 'call-ready', path: '/calls/call_4' },
  { name: 'call-waiting', path: '/calls/call_4', with: { role: 'technician', scene: 'waiting' }, act: joined },
  { name: 'call', path: '/calls/call_4', with: { role: 'technician' }, act: async (p) => { await joined(p); await moving(p); } },
  { name: 'call-no-store', path: '/calls/call_4', with: { role: 'technician', recording: { status: 'unavailable', reason: 'no-store', recordedMillis: 0 } }, act: async (p) => { await joined(p); await moving(p); } },
  { name: 'call-disk-full', path: '/calls/call_4', with: { role: 'technician', recording: { status: 'unavailable', reason: 'disk-full', recordedMillis: 258_000 } }, act: async (p) => { await joined(p); await moving(p); await p.click(byId('retry-recording-now')); await p.waitForSelector('.ns [role=status]'); } },
  { name: 'library', path: '/recordings' },
  { name: 'library-damaged', path: '/recordings', with: { damaged: true } },
  { name: 'library-empty', path: '/recordings', with: { empty: true } },
  { name: 'library-none', path: '/recordings', act: async (p) => { await p.fill(byId('search'), 'boiler'); } },
  { name: 'recording', path: '/recordings/rec_1', act: async (p) => { await p.waitForSelector(byId('player')); } },
  { name: 'recording-playing', path: '/recordings/rec_1', sample: true, act: plays },
  { name: 'recording-gap', path: '/recordings/rec_1', sample: true, act: async (p) => { await p.waitForSelector(byId('player')); await p.locator(byId('seek')).focus(); for (let i = 0; i < 2; i++) await p.keyboard.press('ArrowRight'); await p.click(byId('play')); await p.waitForSelector(byId('gap'), { timeout: 8_000 }); } },
  { name: 'recording-refused', path: '/recordings/rec_2', with: { user: 'tomas', mayWatch: false } },
  { name: 'recording-ended', path: '/recordings/rec_1', with: {}, act: async (p, mock) => { await p.waitForSelector(byId('player')); mock.state.mayWatch = false; await p.waitForSelector(byId('access-ended')); } },
  { name: 'recording-key-away', path: '/recordings/rec_1', with: { mediaFails: 'key-unavailable' }, act: async (p) => { await p.waitForSelector(byId('error')); } },
  { name: 'recording-store-away', path: '/recordings/rec_1', with: { mediaFails: 'storage-unavailable' }, act: async (p) => { await p.waitForSelector(byId('error')); } },
  { name: 'recording-damaged', path: '/recordings/rec_3', with: { damaged: true }, act: async (p) => { await p.waitForSelector(byId('damaged')); } },
  { name: 'recording-damaged-technician', path: '/recordings/rec_3', with: { damaged: true, user: 'tomas' }, act: async (p) => { await p.waitForSelector(byId('damaged')); } },
  { name: 'recording-gone', path: '/recordings/rec_9' },
  { name: 'settings-review', path: '/settings/review', act: async (p) => { await p.click(byId('policy-technicians')); } },
  { name: 'settings-review-own', path: '/settings/review', act: async (p) => { await p.click(byId('policy-own-calls')); } },
  { name: 'settings-review-dialog', path: '/settings/review', act: async (p) => { await p.click(byId('policy-technicians')); await p.click(byId('apply-policy')); } },
  { name: 'settings-region', path: '/settings/region', whole: true, act: async (p) => { await p.waitForSelector(byId('scrub')); } },
  { name: 'settings-region-choose', path: '/settings/region', act: async (p) => { await p.click(byId('change-region')); } },
  { name: 'settings-region-plan', path: '/settings/region', act: chosen },
  { name: 'settings-region-need', path: '/settings/region', act: async (p) => { await chosen(p); await p.fill(byId('region-typed'), 'eu-central'); await p.click(byId('begin-region-change')); await p.waitForSelector('#region-typed-error'); } },
  { name: 'settings-region-refused', path: '/settings/region', with: { planFails: true }, act: async (p) => { await p.click(byId('change-region')); await p.click(byId('choose-eu-central-1')); await p.waitForSelector(byId('error')); } },
  { name: 'settings-region-begun', path: '/settings/region', whole: true, act: async (p) => { await chosen(p); await p.fill(byId('region-typed'), 'eu-central-1'); await p.click(byId('begin-region-change')); await p.waitForSelector('[data-testid=region-change][data-state=running]'); } },
  { name: 'settings-region-moving', path: '/settings/region', whole: true, with: { changes: 'moving' }, act: async (p) => { await p.waitForSelector(byId('region-progress')); await p.waitForTimeout(6_500); } },
  { name: 'settings-region-paused', path: '/settings/region', whole: true, with: { changes: 'paused', rotation: { provider: 'local', version: '3', due: 1_284, rewrapped: 1_284, done: true, message: '' } }, act: async (p) => { await p.waitForSelector(byId('resume-region-change')); } },
  { name: 'settings-region-silent', path: '/settings/region', whole: true, with: { silent: true }, act: async (p) => { await p.waitForSelector(byId('region-silent')); } },
  { name: 'settings-region-report', path: '/settings/region', with: { changes: 'ended' }, act: async (p) => { const [download] = await Promise.all([p.waitForEvent('download'), p.click(byId('region-report'))]); if (!download.url().endsWith('/region-changes/rgc_3/report')) throw new Error(`downloads ${download.url()}`); } },
  { name: 'settings-region-keyboard', path: '/settings/region', act: byKeyboard },
  { name: 'settings-region-rate', path: '/settings/region', with: { changes: 'paused' }, act: async (p) => { await p.selectOption(byId('region-rate'), '5000000'); await p.waitForSelector(byId('apply-region-rate')); await p.click(byId('apply-region-rate')); await p.waitForSelector(byId('apply-region-rate'), { state: 'detached' }); const rate = await p.inputValue(byId('region-rate')); if (rate !== '5000000') throw new Error(`the rate is ${rate}`); } },
  { name: 'settings-region-supersede', path: '/settings/region', with: { changes: 'moving' }, act: async (p) => { await p.click(byId('change-region')); } },
  { name: 'settings-region-damaged', path: '/settings/region', whole: true, with: { changes: 'ended', damaged: true }, act: async (p) => { await p.click(byId('scrub')); await p.waitForSelector(byId('scrub-progress')); } },
  { name: 'settings-key-dialog', path: '/settings/region', act: async (p) => { await p.click(byId('rotate-key')); } },
  { name: 'settings-key-rotating', path: '/settings/region', whole: true, act: async (p) => { await p.click(byId('rotate-key')); await p.click(byId('confirm')); await p.waitForSelector(byId('key-progress')); await p.locator(byId('key-rotation')).scrollIntoViewIfNeeded(); } },
  { name: 'settings-users', path: '/settings/users' },
  { name: 'settings-users-add', path: '/settings/users', act: async (p) => { await p.click(byId('add-user')); } },
  { name: 'audit', path: '/audit', act: async (p) => { await p.click(byId('verify-audit')); await p.waitForSelector(byId('audit-verdict')); } },
  { name: 'forbidden', path: '/audit', with: { user: 'tomas' } },
  { name: 'join', path: JOIN, phone: true },
  { name: 'join-need', path: JOIN, phone: true, act: async (p) => { await p.click(byId('join-call')); } },
  { name: 'join-permission', path: JOIN, phone: true, act: joined },
  { name: 'join-blocked', path: JOIN, phone: true, deny: true, act: customer },
  { name: 'join-in-app', path: JOIN, phone: true, init: () => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }) },
  { name: 'join-expired', path: '/join#expired', phone: true },
  { name: 'join-ended', path: '/join#ended', phone: true },
  { name: 'join-invalid', path: '/join', phone: true },
  { name: 'waiting', path: JOIN, phone: true, with: { scene: 'waiting' }, act: customer },
  { name: 'customer-call', path: JOIN, phone: true, act: async (p) => { await customer(p); await moving(p); } },
  { name: 'customer-sound-only', path: JOIN, phone: true, act: async (p) => { await joined(p); await p.click(byId('sound-only')); await moving(p); } },
  { name: 'customer-paused', path: JOIN, phone: true, act: async (p) => { await customer(p); await moving(p); await p.click(byId('pause-recording')); await p.waitForSelector('[data-status=paused]'); } },
  { name: 'customer-recording', path: JOIN, phone: true, act: async (p) => { await customer(p); await moving(p); await p.click(byId('recording-details')); } },
  { name: 'customer-no-store', path: JOIN, phone: true, with: { recording: { status: 'unavailable', reason: 'no-store', recordedMillis: 0 } }, act: async (p) => { await customer(p); await moving(p); } },
  { name: 'customer-disk-full', path: JOIN, phone: true, with: { recording: { status: 'unavailable', reason: 'disk-full', recordedMillis: 258_000 } }, act: async (p) => { await customer(p); await moving(p); } },
  { name: 'customer-over', path: JOIN, phone: true, act: async (p) => { await customer(p); await moving(p); await p.click(byId('leave')); await p.waitForSelector(byId('call-over')); } },
];

const only = process.argv.slice(2);
const ALL = [['en-CA', 'light'], ['fr-CA', 'dark'], ['fr-CA', 'light'], ['en-CA', 'dark']];
const LOOKS = ALL.slice(0, Number(process.env.LOOKS ?? 4));
const server = await serve(`${root}pages`);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-fake-device-for-media-stream', '--autoplay-policy=no-user-gesture-required', '--disable-features=WebRtcHideLocalIpsWithMdns', '--allow-loopback-in-peer-connection'],
});
let faults = 0;
const fault = (where, what) => {
  faults++;
  console.log(`FAULT ${where}: ${what}`);
};
const media = process.env.SAMPLE ? readFileSync(process.env.SAMPLE) : Buffer.alloc(0);

for (const entry of PAGES.filter(({ name, sample }) => (only.length ? only.includes(name) : !sample || media.length))) {
  for (const [lang, theme] of LOOKS) {
    const where = `${entry.name}.${lang}.${theme}`;
    const context = await browser.newContext({ locale: lang, colorScheme: theme, viewport: entry.phone ? { width: 390, height: 844 } : { width: 1280, height: 800 }, permissions: entry.deny ? [] : ['camera', 'microphone'], reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.on('console', (m) => m.type() === 'error' && !/Failed to load resource/.test(m.text()) && fault(where, m.text()));
    page.on('pageerror', (e) => fault(where, e.message));
    const mock = platform({ ...entry.with, media });
    await mock.install(page);
    if (entry.init) await page.addInitScript(entry.init);
    try {
      await page.goto(server.url + entry.path);
      await page.waitForSelector('h1', { state: 'attached' });
      await page.waitForTimeout(250);
      if (entry.act) await entry.act(page, mock);
      await page.waitForTimeout(250);
      await page.screenshot({ path: `${shots}${where}.png`, fullPage: !!entry.whole });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
      for (const v of violations.filter(({ impact }) => impact === 'serious' || impact === 'critical' || process.env.ALL === '1')) fault(where, `axe ${v.impact} ${v.id}: ${v.nodes.map((n) => n.html.slice(0, 140)).join(' | ')}`);
      for (const width of [320, ...(entry.phone ? [] : [390])]) {
        await page.setViewportSize({ width, height: 844 });
        await page.waitForTimeout(60);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) fault(where, `scrolls ${over} px sideways at ${width} px`);
        if (width === 390 || entry.phone) await page.screenshot({ path: `${shots}${where}.${width}.png`, fullPage: !!entry.whole });
      }
    } catch (error) {
      await page.screenshot({ path: `${shots}${where}.png` }).catch(() => undefined);
      fault(where, error.message.split('\n')[0]);
    }
    await context.close();
  }
}
await browser.close();
server.close();
console.log(faults ? `${faults} faults` : `${only.length || PAGES.length} pages in ${LOOKS.length} looks: nothing serious`);
process.exit(faults ? 1 : 0);
