import type * as T from './types';

const BASE = '/api/v1';

/** The platform refused or could not be reached. `status` 0: it does not answer. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly field?: string,
  ) {
    super(`${status} ${code}`);
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Typed calls of the REST interface. Holds no state: the session is a cookie that no script can read. */
export class Api {
  /** Called when the session is gone. */
  onSignedOut: () => void = () => undefined;

  constructor(private readonly fetcher: typeof fetch = (...args) => fetch(...args)) {}

  signIn = (workspace: string, user: string, password: string) =>
    this.send<T.SessionView>('POST', '/session', { workspace, user, password });
  session = () => this.send<T.SessionView>('GET', '/session');
  signOut = () => this.send<void>('DELETE', '/session');
  changePassword = (current: string, next: string) => this.send<void>('POST', '/session/password', { current, next });

  workspace = () => this.send<T.WorkspaceView>('GET', '/workspace');
  setReviewPolicy = (policy: T.ReviewPolicy) => this.send<T.WorkspaceView>('PUT', '/workspace/review-policy', { policy });
  previewPolicy = (policy: T.ReviewPolicy) =>
    this.send<{ policy: T.ReviewPolicy; watchers: T.Watcher[] }>('GET', `/workspace/review-policy/preview?policy=${policy}`);

  regions = () => this.send<T.RegionView[]>('GET', '/regions');
  regionChanges = (limit = 50) => this.send<T.RegionChangeView[]>('GET', `/workspace/region-changes?limit=${limit}`);
  planRegionChange = (region: string) => this.send<T.RegionPlan>('GET', `/workspace/region-changes/plan?region=${segment(region)}`);
  changeRegion = (region: string, bytesPerSecond: number) =>
    this.send<T.RegionChangeView>('POST', '/workspace/region-changes', { region, bytesPerSecond });
  pauseRegionChange = (id: string) => this.send<T.RegionChangeView>('POST', `/workspace/region-changes/${segment(id)}/pause`, {});
  resumeRegionChange = (id: string) => this.send<T.RegionChangeView>('POST', `/workspace/region-changes/${segment(id)}/resume`, {});
  limitRegionChange = (id: string, bytesPerSecond: number) =>
    this.send<T.RegionChangeView>('PUT', `/workspace/region-changes/${segment(id)}/rate`, { bytesPerSecond });
  regionReportUrl = (id: string) => `${BASE}/workspace/region-changes/${segment(id)}/report`;

  rotateKey = () => this.send<T.KeyRotationView>('POST', '/workspace/key-rotation', {});
  keyRotation = () => this.send<T.KeyRotationView>('GET', '/workspace/key-rotation');

  integrity = () => this.send<T.IntegrityView>('GET', '/workspace/integrity');
  scrub = () => this.send<T.IntegrityProgress>('POST', '/workspace/integrity/scrub', {});

  users = () => this.send<T.UserView[]>('GET', '/users');
  addUser = (name: string, displayName: string, role: T.Role) =>
    this.send<T.NewPassword>('POST', '/users', { name, displayName, role });
  changeUser = (id: string, change: { active?: boolean; authorisedToReview?: boolean }) =>
    this.send<T.UserView>('PATCH', `/users/${segment(id)}`, change);
  resetPassword = (id: string) => this.send<T.NewPassword>('POST', `/users/${segment(id)}/password`, {});

  calls = (limit = 50) => this.send<T.CallView[]>('GET', `/calls?limit=${limit}`);
  createCall = (customerName: string) => this.send<T.InvitedCall>('POST', '/calls', { customerName });
  call = (id: string) => this.send<T.CallView>('GET', `/calls/${segment(id)}`);
  invite = (id: string) => this.send<T.InvitedCall>('POST', `/calls/${segment(id)}/invitation`, {});
  endCall = (id: string) => this.send<T.CallView>('POST', `/calls/${segment(id)}/end`, {});
  callTicket = (id: string) => this.send<T.Ticket>('POST', `/calls/${segment(id)}/ticket`, {});

  viewInvitation = (token: string) => this.send<T.InvitationView>('POST', '/invitations/view', { token });
  invitationTicket = (token: string) => this.send<T.Ticket>('POST', '/invitations/ticket', { token });

  recordings = (limit = 100) => this.send<T.RecordingView[]>('GET', `/recordings?limit=${limit}`);
  recording = (id: string) => this.send<T.RecordingView>('GET', `/recordings/${segment(id)}`);
  watchers = (id: string) => this.send<T.Watcher[]>('GET', `/recordings/${segment(id)}/watchers`);
  verify = (id: string) => this.send<T.Verification>('POST', `/recordings/${segment(id)}/verification`, {});
  keyframes = (id: string, take: number) =>
    this.send<{ millis: number[] }>('GET', `/recordings/${segment(id)}/takes/${take}/keyframes`);
  mediaUrl = (id: string, take: number) => `${BASE}/recordings/${segment(id)}/takes/${take}/media`;

  /** A picture of a take, or undefined where its codec has none. */
  async still(id: string, take: number, millis: number): Promise<Blob | undefined> {
    const response = await this.request('GET', `/recordings/${segment(id)}/takes/${take}/stills/${millis}`);
    return response.status === 204 ? undefined : response.blob();
  }

  /** Asks for one byte of a take, to learn why its picture does not arrive. */
  async probe(id: string, take: number): Promise<void> {
    await this.request('GET', `/recordings/${segment(id)}/takes/${take}/media`, undefined, { Range: 'bytes=0-0', Accept: '*/*' });
  }

  audit = (before?: number, limit = 50) =>
    this.send<T.AuditView[]>('GET', `/audit?limit=${limit}${before ? `&before=${before}` : ''}`);
  verifyAudit = () => this.send<T.AuditVerification>('GET', '/audit/verification');

  private async send<R>(method: Method, path: string, body?: unknown): Promise<R> {
    const response = await this.request(method, path, body);
    return (response.status === 204 ? undefined : await response.json()) as R;
  }

  private async request(method: Method, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const init: RequestInit = {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { Accept: 'application/json, image/webp', ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
    };
    let response: Response;
    try {
      response = await this.fetcher(BASE + path, init);
    } catch {
      throw new ApiError(0, 'no-answer', '');
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    const error = new ApiError(response.status, problem.code ?? 'unknown', problem.detail ?? '', problem.field ?? undefined);
    if (error.code === 'unauthenticated') this.onSignedOut();
    throw error;
  }
}

const segment = (id: string): string => encodeURIComponent(id);

export const api = new Api();
