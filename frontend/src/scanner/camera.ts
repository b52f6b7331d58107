import { decoder } from './decoder'

/** A code that stays in view is one scan, and so is one that comes back within this time. */
const SAME = 3_000
const PER_SECOND = 12

/** @returns Whether a code that is seen at a moment, in milliseconds, is another scan than the one before. */
export function newcomers(): (code: string, at: number) => boolean {
  let last = ''
  let seen = Number.NEGATIVE_INFINITY
  return (code, at) => {
    const again = code === last && at - seen < SAME
    last = code
    seen = at
    return !again
  }
}

export interface Camera {
  /** Null where the camera has no lamp that a page may switch. */
  torch: ((on: boolean) => Promise<void>) | null
  stop: () => void
}

/**
 * Shows the camera in `video` and tells of each code once.
 * @param deviceId Of the camera that was chosen; empty for the one at the back.
 * @throws {DOMException} NotAllowedError, NotFoundError, …
 */
export async function startCamera(video: HTMLVideoElement, deviceId: string, onCode: (code: string) => void): Promise<Camera> {
  const media = navigator.mediaDevices
  if (!media) throw new DOMException('This page has no cameras.', 'NotFoundError')
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: 'environment' }
  const stream = await media.getUserMedia({ audio: false, video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } } })
  const [track] = stream.getVideoTracks()
  let stopped = false
  const stop = () => {
    stopped = true
    video.srcObject = null
    for (const each of stream.getTracks()) each.stop()
  }
  try {
    video.srcObject = stream
    const [decode] = await Promise.all([decoder(), video.play()])
    const isNew = newcomers()
    const look = async () => {
      if (stopped) return
      const began = performance.now()
      if (video.readyState >= video.HAVE_CURRENT_DATA && document.visibilityState === 'visible') {
        const code = await decode(video).catch(() => null)
        if (code && !stopped && isNew(code, began)) onCode(code)
      }
      setTimeout(() => void look(), Math.max(0, 1000 / PER_SECOND - (performance.now() - began)))
    }
    void look()
  } catch (error) {
    stop()
    throw error
  }
  const can = track?.getCapabilities?.() as { torch?: boolean } | undefined
  return {
    torch: can?.torch ? on => (track as MediaStreamTrack).applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }) : null,
    stop,
  }
}

export const cameras = async (): Promise<MediaDeviceInfo[]> =>
  ((await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []).filter(
    device => device.kind === 'videoinput' && device.deviceId,
  )

/** Keeps the screen on while the page is shown. @returns What lets it sleep again. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | undefined
  let over = false
  const ask = async () => {
    if (document.visibilityState !== 'visible' || over || !navigator.wakeLock) return
    // A low battery may refuse it.
    lock = await navigator.wakeLock.request('screen').catch(() => undefined)
    if (over) void lock?.release()
  }
  document.addEventListener('visibilitychange', ask)
  void ask()
  return () => {
    over = true
    document.removeEventListener('visibilitychange', ask)
    void lock?.release()
  }
}
