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
  backends: string[];
  ready: boolean;
  message: string;
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
