// A platform in memory for the page tests: REST answers, a signalling socket, and a peer that sends a moving picture.
const NOW = new Date();
const at = (minutes) => new Date(NOW.getTime() + minutes * 60_000).toISOString();
const people = {
  mireille: { id: 'usr_1', name: 'mireille', displayName: 'Mireille Gagnon', role: 'administrator', active: true, authorisedToReview: true },
  tomas: { id: 'usr_2', name: 'tomas', displayName: 'Tomas Okafor', role: 'technician', active: true, authorisedToReview: true },
  nadia: { id: 'usr_3', name: 'nadia', displayName: 'Nadia Bélanger', role: 'technician', active: true, authorisedToReview: false, passwordChangeDue: true },
  jonas: { id: 'usr_4', name: 'jonas', displayName: 'Jonas Weir', role: 'supervisor', active: false, authorisedToReview: false },
};
const workspace = { id: 'ws_1', name: 'halden-roy', displayName: 'Halden & Roy', region: 'ca-central-1', reviewPolicy: 'administrators' };
const person = ({ id, displayName, role }) => ({ id, displayName, role });
const call = (id, customerName, technician, state, minutes, extra = {}) => ({ id, customerName, technician: person(technician), state, createdAt: at(minutes), recordings: [], ...extra });
const recording = (id, customerName, technician, minutes, durationMillis, extra = {}) => ({
  id, call: `call_${id}`, customerName, technician: person(technician), region: 'ca-central-1', state: 'stored', startedAt: at(minutes), endedAt: at(minutes + 5), durationMillis, mayWatch: true,
  pauses: [{ fromMillis: durationMillis * 0.6, toMillis: durationMillis * 0.7 }],
  takes: [
    { number: 1, role: 'technician', mediaType: 'video/webm', startMillis: 0, durationMillis, length: 1, closed: 'ended' },
    { number: 2, role: 'customer', mediaType: 'video/webm', startMillis: 400, durationMillis: durationMillis - 400, length: 1, closed: 'ended' },
  ],
  ...extra,
});

const change = (id, from, to, state, minutes, extra = {}) => ({
  id, from, to, state, requestedBy: 'usr_1', requestedByName: 'Mireille Gagnon', reported: state === 'done', total: { objects: 384, bytes: 70_600_000_000 }, moved: { objects: 384, bytes: 70_600_000_000 }, bytesPerSecond: 0, message: '', startedAt: at(minutes),
  ...(state === 'running' ? {} : { endedAt: at(minutes + 40) }), ...extra,
});

export function platform(options = {}) {
  const me = options.user === null ? null : people[options.user ?? 'mireille'];
  const damage = { at: at(-130), intact: false, message: 'take 2: record 118 of 1328 does not verify' };
  const changes = {
    none: [],
    ended: [change('rgc_3', 'ca-west-1', 'ca-central-1', 'done', -3_000), change('rgc_2', 'eu-central-1', 'ca-west-1', 'superseded', -9_000, { moved: { objects: 12, bytes: 2_100_000_000 } })],
  };
  changes.moving = [change('rgc_4', 'ca-central-1', 'eu-central-1', 'running', -30, { moved: { objects: 225, bytes: 41_200_000_000 }, message: 'moves recordings: rec_0199a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b, 118 MB copied or read back' }), ...changes.ended];
  changes.paused = [{ ...changes.moving[0], state: 'paused', bytesPerSecond: 25_000_000, message: '' }, ...changes.ended];
  const state = {
    policy: options.policy ?? 'administrators',
    mayWatch: options.mayWatch ?? true,
    damaged: options.damaged ?? false,
    changes: structuredClone(changes[options.changes ?? 'none']),
    rotation: options.rotation,
    integrity: { stored: 128, checked: 128, damaged: options.damaged ? 2 : 0, oldest: at(-8_600), worst: options.damaged ? [{ recording: 'rec_3', check: damage }, { recording: 'rec_0199a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b', check: { ...damage, at: at(-4_000), message: 'take 1: the stored object is gone' } }] : [] },
  };
  const region = () => state.changes[0]?.to ?? workspace.region;
  const moving = (each) => (each.state === 'running' ? Object.assign(each, { moved: { objects: Math.min(each.total.objects, each.moved.objects + 2), bytes: Math.min(each.total.bytes, each.moved.bytes + 360_000_000) } }) : each);
  const shown = (all) => (options.silent ? [all[1]] : all);
  const backend = (name, ready = true, message = '', freeBytes) => ({ name, used: true, ready, message, freeBytes });
  const providers = [{ name: 'local', current: true, ready: true, message: '' }];
  const regions = [
    { name: 'ca-central-1', ready: true, message: '', backends: [backend('file-main', true, '', 1_900_000_000_000), backend('s3-mtl'), backend('sftp-vault', false, 'sftp-vault: the host key has changed')] },
    { name: 'ca-west-1', ready: false, message: '', backends: [backend('west-1', false, 'west-1: connection refused')] },
    { name: 'eu-central-1', ready: true, message: '', backends: [backend('s3-fra')] },
  ];
  const session = () => me && { user: me, workspace, passwordChangeDue: options.passwordChangeDue ?? false };
  const calls = options.empty ? [] : [
    call('call_5', 'Daniel Fortin', people.mireille, 'ringing', -3),
    call('call_4', 'Gwen Petersen', people.mireille, 'created', -12),
    call('call_3', 'Aisha Karimi', people.tomas, 'live', -20, { liveAt: at(-15) }),
    call('call_2', 'Helen Osei', people.mireille, 'ended', -180, { liveAt: at(-178), endedAt: at(-167), endReason: 'technician', recordings: ['rec_1'] }),
    call('call_1', 'Marc-André Lavoie', people.mireille, 'ended', -240, { liveAt: at(-238), endedAt: at(-232), endReason: 'customer' }),
  ];
  const recordings = options.empty ? [] : [
    recording('rec_1', 'Helen Osei', people.mireille, -178, 20_000),
    recording('rec_2', 'Gwen Petersen', people.tomas, -1500, 1_117_000, { mayWatch: false, state: 'spooled' }),
    recording('rec_3', 'Olivier Tremblay', people.tomas, -9000, 866_000),
    recording('rec_4', 'Aisha Karimi', people.tomas, -15, 0, { state: 'recording', mayWatch: true, pauses: [] }),
  ].map((r) => ({ ...r, mayWatch: r.mayWatch && state.mayWatch, ...(r.id === 'rec_3' && state.damaged ? { check: damage } : {}) }));
  const watchers = (policy) => Object.values(people).map((p) => {
    const permitted = p.active && (p.role === 'administrator' || policy === 'own-calls' || (policy === 'technicians' && p.authorisedToReview));
    return { user: person(p), permitted, reason: p.role === 'administrator' ? 'administrator' : permitted ? `policy is ${policy}` : p.active ? `policy is ${policy}` : 'not active' };
  });
  const invited = (c) => ({ call: c, link: 'https://halden-roy.example/join#Y2FsbC1saW5rLXdpdGgtMTI4LXJhbmRvbS1iaXRz', expiresAt: at(1440) });
  const problem = (status, code, detail = '') => ({ status, body: { type: 'about:blank', title: code, status, code, detail } });
  const audit = Array.from({ length: 12 }, (_, i) => ({ sequence: 40 - i, at: at(-i * 7), subject: 'usr_1', subjectName: i % 3 ? 'Mireille Gagnon' : 'Tomas Okafor', action: ['tenancy.signed-in', 'recording.watch', 'region.change', 'recording.viewed', 'x-1.done'][i % 5], resource: i % 3 ? 'rec_0199a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b' : 'ws_1', outcome: i % 4 ? 'DONE' : 'REFUSED', detail: i % 4 ? { take: '2' } : { reason: 'only administrators of this workspace may watch recordings', votes: 'review=DENY' } }));

  const routes = [
    ['GET', /^\/session$/, () => session() ?? problem(401, 'unauthenticated')],
    ['POST', /^\/session$/, () => problem(401, 'wrong-credentials')],
    ['DELETE', /^\/session$/, () => null],
    ['GET', /^\/workspace$/, () => ({ ...workspace, region: region(), reviewPolicy: state.policy })],
    ['PUT', /^\/workspace\/review-policy$/, (_, body) => ({ ...workspace, reviewPolicy: (state.policy = body.policy) })],
    ['GET', /^\/workspace\/review-policy\/preview$/, (_, __, url) => ({ policy: url.searchParams.get('policy'), watchers: watchers(url.searchParams.get('policy')) })],
    ['GET', /^\/regions$/, () => shown(regions)],
    ['GET', /^\/workspace\/region-changes$/, () => (state.changes.length ? state.changes.map(moving) : [])],
    ['GET', /^\/workspace\/region-changes\/plan$/, (_, __, url) => options.planFails ? problem(409, 'no-store', 'no backend of the region is ready') : { from: region(), to: url.searchParams.get('region'), amount: { objects: 384, bytes: 70_600_000_000 }, recording: 1, estimateSeconds: 1_260 }],
    ['POST', /^\/workspace\/region-changes$/, (_, body) => (state.changes.unshift(change('rgc_9', region(), body.region, 'running', 0, { bytesPerSecond: body.bytesPerSecond, moved: { objects: 0, bytes: 0 } })), state.changes[0])],
    ['POST', /^\/workspace\/region-changes\/[^/]+\/pause$/, () => Object.assign(state.changes[0], { state: 'paused' })],
    ['POST', /^\/workspace\/region-changes\/[^/]+\/resume$/, () => Object.assign(state.changes[0], { state: 'running' })],
    ['PUT', /^\/workspace\/region-changes\/[^/]+\/rate$/, (_, body) => Object.assign(state.changes[0], body)],
    ['GET', /^\/workspace\/region-changes\/[^/]+\/report$/, () => ({ content: '{}', algorithm: 'Ed25519', publicKey: 'AA==', signature: 'AA==' })],
    ['GET', /^\/workspace\/key-rotation$/, () => ({ providers, rotation: state.rotation })],
    ['POST', /^\/workspace\/key-rotation$/, () => ({ providers, rotation: (state.rotation = { provider: 'local', version: '4', due: 1_284, rewrapped: 512, done: false, message: 'waits and tries again: the database does not answer' }) })],
    ['GET', /^\/workspace\/integrity$/, () => state.integrity],
    ['POST', /^\/workspace\/integrity\/scrub$/, () => (state.integrity.progress = { startedAt: at(0), due: 128, checked: 41, damaged: 0, unreadable: options.damaged ? 2 : 0, done: false })],
    ['GET', /^\/users$/, () => Object.values(people)],
    ['POST', /^\/users$/, (_, body) => ({ user: { ...people.nadia, ...body }, oneTimePassword: 'plum-harbour-nickel-drift' })],
    ['PATCH', /^\/users\//, () => people.tomas],
    ['GET', /^\/calls$/, () => calls],
    ['POST', /^\/calls$/, (_, body) => invited(call('call_4', body.customerName, people.mireille, 'created', 0))],
    ['POST', /^\/calls\/[^/]+\/invitation$/, () => invited(calls[1])],
    ['POST', /^\/calls\/[^/]+\/end$/, () => ({ ...calls[1], state: 'ended', recordings: ['rec_1'] })],
    ['POST', /^\/calls\/[^/]+\/ticket$/, () => ({ ticket: 't', expiresAt: at(1) })],
    ['GET', /^\/calls\/([^/]+)$/, ([id]) => calls.find((c) => c.id === id) ?? problem(404, 'not-found')],
    ['POST', /^\/invitations\/view$/, (_, { token }) => token === 'expired' ? problem(410, 'invitation-expired') : token === 'ended' ? problem(410, 'call-ended') : token.length < 8 ? problem(404, 'invitation-invalid') : { call: 'call_4', workspaceName: workspace.displayName, technicianName: 'Mireille Gagnon', customerName: 'Gwen Petersen', region: 'ca-central-1', expiresAt: at(1440) }],
    ['POST', /^\/invitations\/ticket$/, () => ({ ticket: 't', expiresAt: at(1) })],
    ['GET', /^\/recordings$/, () => recordings],
    ['GET', /^\/recordings\/([^/]+)$/, ([id]) => { const r = recordings.find((x) => x.id === id); return r ? { ...r, mayWatch: r.mayWatch && state.mayWatch } : problem(404, 'not-found'); }],
    ['GET', /^\/recordings\/[^/]+\/watchers$/, () => watchers(state.policy)],
    ['GET', /^\/recordings\/[^/]+\/takes\/\d+\/keyframes$/, () => ({ millis: [] })],
    ['GET', /^\/recordings\/[^/]+\/takes\/\d+\/media$/, () => options.mediaFails ? problem(503, options.mediaFails) : state.mayWatch ? { media: options.media, type: 'video/webm' } : problem(403, 'access-denied', 'recording.watch refused: policy administrators')],
    ['POST', /^\/recordings\/[^/]+\/verification$/, () => ({ intact: true, takes: 2, records: 1328, bytes: 41_200_000, message: 'intact' })],
    ['GET', /^\/audit$/, () => audit],
    ['GET', /^\/audit\/verification$/, () => ({ intact: true, entries: 40, firstBroken: -1, message: 'intact' })],
  ];

  return {
    state,
    async install(page) {
      await page.route('**/api/v1/**', async (route) => {
        const request = route.request();
        const url = new URL(request.url());
        const path = url.pathname.replace('/api/v1', '');
        const hit = routes.find(([method, pattern]) => method === request.method() && pattern.test(path));
        const result = hit ? hit[2](path.match(hit[1]).slice(1), request.postDataJSON?.() ?? {}, url) : problem(404, 'not-found');
        if (result === null) return route.fulfill({ status: 204 });
        if (result.media) return media(route, request, result);
        if (result.body) return route.fulfill({ status: result.status, contentType: 'application/problem+json', body: JSON.stringify(result.body) });
        return await route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify(result) });
      });
      await page.routeWebSocket(/\/signal$/, (socket) => signalling(socket, page, options));
    },
  };
}

function media(route, request, { media: bytes, type }) {
  const range = /bytes=(\d+)-(\d*)/.exec(request.headers().range ?? '');
  const from = range ? Number(range[1]) : 0;
  const to = range && range[2] ? Number(range[2]) : bytes.length - 1;
  return route.fulfill({ status: range ? 206 : 200, contentType: type, headers: { 'Accept-Ranges': 'bytes', ...(range ? { 'Content-Range': `bytes ${from}-${to}/${bytes.length}` } : {}) }, body: bytes.subarray(from, to + 1) });
}

function signalling(socket, page, { role = 'customer', scene = 'live', recording = {} }) {
  const send = (message) => socket.send(JSON.stringify(message));
  const peer = { participant: 'p2', role: role === 'customer' ? 'technician' : 'customer', name: role === 'customer' ? 'Mireille Gagnon' : 'Gwen Petersen', muted: [], connected: true };
  const info = { status: scene === 'live' ? 'recording' : 'waiting-for-consent', recordedMillis: scene === 'live' ? 258_000 : 0, region: 'ca-central-1', ...recording };
  socket.onMessage(async (text) => {
    const message = JSON.parse(text);
    if (message.type === 'hello' || message.type === 'resume') {
      send({ type: 'welcome', v: 1, call: 'call_4', participant: 'p1', role, resume: 'r', resumed: message.type === 'resume', peers: scene === 'waiting' ? [] : [peer], state: scene === 'waiting' ? 'ringing' : 'live', recording: info, consent: 'undecided' });
    }
    if (message.type === 'ping') send({ type: 'pong', n: message.n });
    if (message.type === 'pause-recording') send({ type: 'recording', ...info, status: message.paused ? 'paused' : info.status === 'unavailable' ? 'unavailable' : 'recording' });
    if (message.type === 'end-call') send({ type: 'ended', reason: 'technician' });
    if (message.type === 'offer') {
      const sdp = await page.evaluate(answer, message.sdp);
      send({ type: 'answer', sdp });
      const who = scene === 'waiting' ? '' : 'p2';
      send({ type: 'slots', slots: [{ mid: '0', kind: 'audio', participant: who }, { mid: '1', kind: 'video', participant: who }], missing: { audio: 0, video: 0 } });
    }
  });
}

/** Runs in the page: answers the offer from a second peer connection that sends a moving picture. */
async function answer(sdp) {
  const pc = (globalThis.testPeer ??= new RTCPeerConnection());
  await pc.setRemoteDescription({ type: 'offer', sdp });
  if (!globalThis.testCanvas) {
    const canvas = (globalThis.testCanvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 }));
    const pen = canvas.getContext('2d');
    let n = 0;
    setInterval(() => { pen.fillStyle = '#6b4f3a'; pen.fillRect(0, 0, 640, 480); pen.fillStyle = '#d9b36a'; pen.fillRect((n += 7) % 640, 180, 120, 120); }, 40);
    const [, video] = pc.getTransceivers();
    video.direction = 'sendrecv';
    await video.sender.replaceTrack(canvas.captureStream(25).getVideoTracks()[0]);
  }
  await pc.setLocalDescription(await pc.createAnswer());
  if (pc.iceGatheringState !== 'complete') await new Promise((done) => pc.addEventListener('icegatheringstatechange', () => pc.iceGatheringState === 'complete' && done()));
  return pc.localDescription.sdp;
}
