import type { Tone } from '../ui'

const KEPT = 'scanner:sound'
/** Tones in hertz and their durations in milliseconds: rising for valid, level for a warning, falling for a refusal. */
const tunes: Partial<Record<Tone, readonly (readonly [number, number])[]>> = {
  good: [
    [880, 90],
    [1320, 160],
  ],
  warn: [
    [600, 140],
    [0, 60],
    [600, 140],
    [0, 60],
    [600, 140],
  ],
  bad: [
    [300, 220],
    [170, 480],
  ],
}
const shakes: Partial<Record<Tone, number[]>> = { good: [60], warn: [120, 80, 120], bad: [400] }
let audio: AudioContext | undefined

export const soundOn = (): boolean => localStorage.getItem(KEPT) !== 'off'
export const setSound = (on: boolean) => localStorage.setItem(KEPT, on ? 'on' : 'off')

/** Browsers allow sound and vibration only after a user gesture. */
const touched = (): boolean => navigator.userActivation?.hasBeenActive ?? true

export function signal(tone: Tone) {
  if (!touched()) return
  navigator.vibrate?.(shakes[tone] ?? [])
  if (!soundOn()) return
  audio ??= new AudioContext()
  void audio.resume()
  let at = audio.currentTime + 0.01
  for (const [frequency, length] of tunes[tone] ?? []) {
    if (frequency > 0) beep(audio, frequency, at, length / 1000)
    at += length / 1000
  }
}

function beep(on: AudioContext, frequency: number, at: number, length: number) {
  const oscillator = on.createOscillator()
  const volume = on.createGain()
  oscillator.type = 'square'
  oscillator.frequency.value = frequency
  // Fade in and out, because an abrupt start or end clicks.
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(0.35, at + 0.01)
  volume.gain.setValueAtTime(0.35, at + length - 0.02)
  volume.gain.linearRampToValueAtTime(0, at + length)
  oscillator.connect(volume).connect(on.destination)
  oscillator.start(at)
  oscillator.stop(at + length)
}
