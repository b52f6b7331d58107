import { decoder } from './decoder'

/** A code that stays in view is one scan, and so is one that comes back within this time, whatever else was in view meanwhile. */
const SAME = 3_000
const PER_SECOND = 12

/**
 * @param take Answers whether a code was taken. One that was not is offered again while it is in view.
 * @returns What is to be told of each code that is seen, at a moment in milliseconds.
 */
export function newcomers(take: (code: string) => boolean): (code: string, at: number) => void {
  const seen = new Map<string, number>()
  return (code, at) => {
    for (const [other, last] of seen) if (at - last >= SAME) seen.delete(other)
    if (seen.has(code) || take(code)) seen.set(code, at)
  }
}

export interface Camera {
  /** Null where the camera has no lamp that a page may switch. */
  torch: ((on: boolean) => Promise<void>) | null
  stop: () => void
}

/**
 * Shows the camera in `video` and tells of each code once, if it is taken.
 * @param deviceId Of the camera that was chosen; empty for the one at the back.
 * @throws {DOMException} NotAllowedError, NotFoundError, …
 */
export async function startCamera(video: HTMLVideoElement, deviceId: string, onCode: (code: string) => boolean): Promise<Camera> {
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
    const see = newcomers(onCode)
    const look = async () => {
      if (stopped) return
      const began = performance.now()
      if (video.readyState >= video.HAVE_CURRENT_DATA && document.visibilityState === 'visible') {
        const code = await decode(video).catch(() => null)
        if (code && !stopped) see(code, began)
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
