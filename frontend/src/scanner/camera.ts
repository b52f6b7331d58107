import { decoder } from './decoder'

/** Milliseconds within which the same code counts as one scan, even if other codes were in view in between. */
const SAME = 3_000
const PER_SECOND = 12

/**
 * @param take Returns whether a code was accepted. A code that was not is offered again while it is in view.
 * @returns A function to call for each code seen, with the time in milliseconds.
 */
export function newcomers(take: (code: string) => boolean): (code: string, at: number) => void {
  const seen = new Map<string, number>()
  return (code, at) => {
    for (const [other, last] of seen) if (at - last >= SAME) seen.delete(other)
    if (seen.has(code) || take(code)) seen.set(code, at)
  }
}

export interface Camera {
  /** Null when the camera has no light that a page can switch. */
  torch: ((on: boolean) => Promise<void>) | null
  stop: () => void
}

/**
 * Shows the camera in `video` and reports each code once, if it is accepted.
 * @param deviceId The chosen camera; empty for the back camera.
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

/** Keeps the screen on while the page is visible. @returns A function that lets it sleep again. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | undefined
  let over = false
  const ask = async () => {
    if (document.visibilityState !== 'visible' || over || !navigator.wakeLock) return
    // The browser may refuse it, for example at low battery.
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
