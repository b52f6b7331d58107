import { useEffect, useRef, useState } from 'react'
import { Button, Icon, useCommonTexts } from '../ui'
import { cameraIcon } from '../ui/icons/work'
import { type Camera, startCamera, stayAwake } from './camera'
import { useTexts } from './texts'

type Trouble = 'denied' | 'missing' | 'failed'

const troubleOf = (error: unknown): Trouble => {
  const name = error instanceof DOMException ? error.name : ''
  return name === 'NotAllowedError' ? 'denied' : name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed'
}

export function Viewfinder({
  on,
  deviceId,
  onSwitch,
  onCode,
}: {
  on: boolean
  deviceId: string
  onSwitch: (on: boolean) => void
  /** Returns whether the code was accepted. */
  onCode: (code: string) => boolean
}) {
  const t = useTexts()
  const common = useCommonTexts()
  const video = useRef<HTMLVideoElement>(null)
  const [camera, setCamera] = useState<Camera | null>(null)
  const [lit, setLit] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt restarts the camera
  useEffect(() => {
    if (!on || !video.current) return
    let over = false
    let started: Camera | undefined
    setTrouble(null)
    startCamera(video.current, deviceId, onCode).then(
      result => {
        started = result
        if (over) result.stop()
        else setCamera(result)
      },
      error => !over && setTrouble(troubleOf(error)),
    )
    const sleep = stayAwake()
    return () => {
      over = true
      sleep()
      started?.stop()
      setCamera(null)
      setLit(false)
    }
  }, [on, deviceId, onCode, attempt])

  const torch = camera?.torch
  return (
    <section className={`viewfinder ${on && camera ? 'live' : ''}`} aria-label={t.camera.label}>
      <video ref={video} muted playsInline />
      {on && camera && (
        <>
          <div className="aim" aria-hidden="true" />
          <p className="viewfinder-text">{t.camera.aim}</p>
        </>
      )}
      {!(on && camera) && (
        <div className="viewfinder-off">
          <Icon of={cameraIcon} />
          {!on && (
            <>
              <p>
                <strong>{t.camera.off}</strong>
              </p>
              <p>{t.camera.offText}</p>
            </>
          )}
          {on && (trouble ? <p role="alert">{t.camera[trouble]}</p> : <p role="status">{t.camera.starting}</p>)}
        </div>
      )}
      <div className="viewfinder-actions">
        {on && trouble && <Button onClick={() => setAttempt(attempt + 1)}>{common.retry}</Button>}
        {torch && (
          <Button
            aria-pressed={lit}
            onClick={() => {
              void torch(!lit)
              setLit(!lit)
            }}
          >
            {t.camera.torch}
          </Button>
        )}
        <Button onClick={() => onSwitch(!on)}>{on ? t.camera.stop : t.camera.start}</Button>
      </div>
    </section>
  )
}
