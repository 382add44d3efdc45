/** What the REST interface speaks; see docs/rest.md. Instants are ISO 8601, UTC. */

export type Role = 'administrator' | 'supervisor' | 'technician' | 'customer';
export type ReviewPolicy = 'administrators' | 'technicians' | 'own-calls';

export interface Person {
  id: string;
  displayName: string;
  role?: Role;
}

export interface SessionView {
  user: { id: string; name: string; displayName: string; role: Role; authorisedToReview: boolean };
  workspace: { id: string; name: string; displayName: string; region: string };
  passwordChangeDue: boolean;
}

export interface WorkspaceView {
  id: string;
  name: string;
  displayName: string;
  region: string;
  reviewPolicy: ReviewPolicy;
}

export interface Watcher {
  user: Person & { role: Role };
  permitted: boolean;
  reason: string;
  votes?: { policy: string; choice: 'permit' | 'deny' | 'abstain'; reason: string }[];
}

export interface RegionView {
  name: string;
  backends: BackendView[];
  ready: boolean;
  message: string;
}

export interface BackendView {
  name: string;
  /** False where another store has its name: it is then left alone. */
  used: boolean;
  ready: boolean;
  /** Left out where it has no limit. */
  freeBytes?: number;
  message: string;
}

export interface Amount {
  objects: number;
  bytes: number;
}

/** What a change of the region would move. */
export interface RegionPlan {
  from: string;
  to: string;
  amount: Amount;
  /** Calls that are being recorded, or whose recording waits to be stored: they follow. */
  recording: number;
  /** Left out where it cannot be told. */
  estimateSeconds?: number;
}

export interface RegionChangeView {
  id: string;
  from: string;
  to: string;
  requestedBy: string;
  /** Left out where it was no user. */
  requestedByName?: string;
  state: 'running' | 'paused' | 'done' | 'superseded';
  total: Amount;
  moved: Amount;
  /** 0: as fast as it goes. */
  bytesPerSecond: number;
  message: string;
  startedAt: string;
  endedAt?: string;
  /** Whether there is a signed report. */
  reported: boolean;
}

/** What holds the workspace's key, and how far its last rotation has come. */
export interface KeyRotationView {
  providers: { name: string; current: boolean; ready: boolean; message: string }[];
  /** Left out where there was none since the platform started. */
  rotation?: RotationProgress;
}

export interface RotationProgress {
  provider: string;
  version: string;
  due: number;
  rewrapped: number;
  done: boolean;
  message: string;
}

/** What a verification of a stored recording found. */
export interface CheckView {
  at: string;
  intact: boolean;
  message: string;
}

export interface IntegrityView {
  stored: number;
  checked: number;
  damaged: number;
  oldest?: string | null;
  worst: { recording: string; check: CheckView }[];
  progress?: IntegrityProgress | null;
}

export interface IntegrityProgress {
  startedAt: string;
  due: number;
  checked: number;
  damaged: number;
  /** What cannot be checked now, because its store or key does not answer. */
  unreadable: number;
  done: boolean;
}

export interface UserView {
  id: string;
  name: string;
  displayName: string;
  role: Role;
  active: boolean;
  authorisedToReview: boolean;
  passwordChangeDue: boolean;
}

export interface NewPassword {
  user: UserView;
  oneTimePassword: string;
}

export interface CallView {
  id: string;
  customerName: string;
  technician: Person;
  state: 'created' | 'ringing' | 'live' | 'ended';
  createdAt: string;
  liveAt?: string | null;
  endedAt?: string | null;
  endReason?: string | null;
  recordings: string[];
}

export interface InvitedCall {
  call: CallView;
  link: string;
  expiresAt: string;
}

export interface InvitationView {
  call: string;
  workspaceName: string;
  technicianName: string;
  customerName: string;
  region: string;
  expiresAt: string;
}

export interface Ticket {
  ticket: string;
  expiresAt: string;
}

export interface TakeView {
  number: number;
  role: 'technician' | 'customer';
  mediaType: string;
  startMillis: number;
  durationMillis: number;
  length: number;
  closed?: string | boolean | null;
}

export interface RecordingView {
  id: string;
  call: string;
  /** Left out where the call is gone. */
  customerName?: string;
  technician: { id: string; displayName?: string };
  region: string;
  state: 'recording' | 'spooled' | 'stored' | 'failed';
  startedAt: string;
  endedAt?: string | null;
  durationMillis: number;
  pauses: { fromMillis: number; toMillis: number }[];
  takes: TakeView[];
  mayWatch: boolean;
  /** What its last verification found; left out until there was one. */
  check?: CheckView | null;
}

export interface Verification {
  intact: boolean;
  takes: number;
  records: number;
  bytes: number;
  message: string;
}

export interface AuditView {
  sequence: number;
  at: string;
  subject: string;
  subjectName?: string | null;
  action: string;
  resource: string;
  outcome: string;
  detail: Record<string, string>;
}

export interface AuditVerification {
  intact: boolean;
  entries: number;
  firstBroken?: number | null;
  message: string;
}
