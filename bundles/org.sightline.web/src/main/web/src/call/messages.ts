/** The messages of docs/signalling.md, version 1. */

export const VERSION = 1;

export type Kind = 'audio' | 'video';
export type Role = 'technician' | 'customer';
export type CallState = 'created' | 'ringing' | 'live' | 'ended';
export type Consent = 'undecided' | 'given' | 'refused' | 'withdrawn';
export type RecordingStatus = 'waiting-for-consent' | 'recording' | 'paused' | 'refused' | 'unavailable' | 'stopped';

export interface Peer {
  participant: string;
  role: Role;
  name: string;
  muted: Kind[];
  connected: boolean;
}

export interface RecordingInfo {
  status: RecordingStatus;
  reason?: string | null;
  recordedMillis: number;
  region?: string | null;
}

export interface Slot {
  mid: string;
  kind: Kind;
  participant?: string | null;
}

export type FromPage =
  | { type: 'hello'; v: number; ticket: string }
  | { type: 'resume'; v: number; token: string }
  | { type: 'offer'; sdp: string }
  | { type: 'candidate'; candidate: string; mid: string }
  | { type: 'mute'; kinds: Kind[] }
  | { type: 'consent'; given: boolean }
  | { type: 'pause-recording'; paused: boolean }
  | { type: 'ping'; n: number }
  | { type: 'bye' }
  | { type: 'end-call' };

export type Welcome = {
  type: 'welcome';
  v: number;
  call: string;
  participant: string;
  role: Role;
  resume: string;
  resumed: boolean;
  peers: Peer[];
  state: CallState;
  recording: RecordingInfo;
  consent: Consent;
};

export type FromPlatform =
  | Welcome
  | { type: 'answer'; sdp: string }
  | { type: 'candidate'; candidate: string; mid: string }
  | { type: 'fresh-offer' }
  | { type: 'slots'; slots: Slot[]; missing: { audio: number; video: number } }
  | { type: 'peer'; peer: Peer }
  | { type: 'peer-left'; participant: string }
  | { type: 'state'; state: CallState }
  | ({ type: 'recording' } & RecordingInfo)
  | { type: 'pong'; n: number }
  | { type: 'problem'; code: string; detail: string }
  | { type: 'ended'; reason: string };

/** Why the platform closed a connection; see the close codes of docs/signalling.md. */
export const CLOSE = {
  left: 1000,
  badTicket: 4401,
  /** The call is full, nobody can join now, or the user's access has ended: a problem before it says which. */
  refused: 4403,
  takenOver: 4409,
  callEnded: 4410,
  flood: 4429,
  /** Ours: the page gives this connection up for another; the participant stays. */
  moving: 4000,
} as const;
