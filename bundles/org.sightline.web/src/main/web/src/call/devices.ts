import type { OwnMedia } from './peer-link';

export type Facing = 'environment' | 'user';
/** Why there is no camera: the person or the browser refuses, or no device answers. */
export type MediaTrouble = 'blocked' | 'none';

export class MediaError extends Error {
  constructor(readonly trouble: MediaTrouble) {
    super(trouble);
  }
}

const AUDIO: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const video = (facing: Facing): MediaTrackConstraints => ({
  facingMode: { ideal: facing },
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
});

/** Asks for microphone and camera, or for the microphone alone. Called only from a tap. */
export async function openMedia(facing: Facing | undefined): Promise<OwnMedia> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: AUDIO, video: facing ? video(facing) : false });
    return { audio: stream.getAudioTracks()[0] ?? null, video: stream.getVideoTracks()[0] ?? null };
  } catch (error) {
    const name = (error as Error).name;
    throw new MediaError(name === 'NotAllowedError' || name === 'SecurityError' ? 'blocked' : 'none');
  }
}

/** The camera that looks the other way. */
export async function otherCamera(current: MediaStreamTrack | null, facing: Facing): Promise<MediaStreamTrack> {
  current?.stop(); // phones open one camera at a time
  const stream = await navigator.mediaDevices.getUserMedia({ video: video(facing) });
  return stream.getVideoTracks()[0]!;
}

export async function hasSeveralCameras(): Promise<boolean> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((d) => d.kind === 'videoinput').length > 1;
}

export function closeMedia(media: OwnMedia): void {
  media.audio?.stop();
  media.video?.stop();
}
