import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { Button, Dialog, Failure, Field, Notice, useCommonTexts } from '../../ui'
import type { useTask } from '../../ui/action'
import { type Choice, dragged, MOST_ZOOM, squareOf } from './square'
import { useTexts } from './texts'

/** Pixels of the side of a picture that is uploaded: well below 2 MB. */
const SIDE = 512
const QUALITY = 0.9

/** Lets the user choose a square of a picture, by dragging or by the sliders, and uploads it. */
export default function Crop({
  file,
  task: { busy, problem },
  onChosen,
  onClose,
}: {
  file: File
  task: Pick<ReturnType<typeof useTask>, 'busy' | 'problem'>
  onChosen: (square: File) => void
  onClose: () => void
}) {
  const t = useTexts()
  const common = useCommonTexts()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [picture, setPicture] = useState<ImageBitmap | null>()
  const [choice, setChoice] = useState<Choice>({ zoom: 1, x: 0.5, y: 0.5 })
  const last = useRef<{ x: number; y: number } | null>(null)

  useEffect(() => {
    let left = false
    let opened: ImageBitmap | undefined
    createImageBitmap(file).then(
      bitmap => {
        opened = bitmap
        if (left) bitmap.close()
        else setPicture(bitmap)
      },
      () => left || setPicture(null),
    )
    return () => {
      left = true
      opened?.close()
    }
  }, [file])

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!picture || !context) return
    const { left, top, side } = squareOf(picture, choice)
    // What is transparent becomes white: a JPEG has no transparency.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, SIDE, SIDE)
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE)
  }, [picture, choice])

  const drag = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!last.current || !picture) return
    const { x, y } = last.current
    const side = event.currentTarget.clientWidth
    last.current = { x: event.clientX, y: event.clientY }
    setChoice(before => dragged(picture, before, (event.clientX - x) / side, (event.clientY - y) / side))
  }
  const use = () =>
    canvas.current?.toBlob(blob => blob && onChosen(new File([blob], 'picture.jpg', { type: 'image/jpeg' })), 'image/jpeg', QUALITY)
  const slider = (name: keyof Choice, label: string, least: number, most: number) => (
    <Field label={label}>
      {tied => (
        <input
          {...tied}
          type="range"
          min={least}
          max={most}
          step={0.02}
          value={choice[name]}
          disabled={!picture || busy}
          onChange={event => {
            const value = Number(event.currentTarget.value)
            setChoice(before => ({ ...before, [name]: value }))
          }}
        />
      )}
    </Field>
  )
  return (
    <Dialog
      title={t.picture.choose}
      busy={busy}
      onClose={onClose}
      footer={
        <>
          <Button disabled={busy} onClick={onClose}>
            {common.cancel}
          </Button>
          <Button kind="primary" busy={busy} disabled={!picture} onClick={use}>
            {t.picture.use}
          </Button>
        </>
      }
    >
      {picture === null ? (
        <Notice tone="bad">{t.problems.not_an_image}</Notice>
      ) : (
        <div className="crop">
          <canvas
            ref={canvas}
            width={SIDE}
            height={SIDE}
            role="img"
            aria-label={t.picture.preview}
            onPointerDown={event => {
              event.currentTarget.setPointerCapture(event.pointerId)
              last.current = { x: event.clientX, y: event.clientY }
            }}
            onPointerMove={drag}
            onPointerUp={() => {
              last.current = null
            }}
            onPointerCancel={() => {
              last.current = null
            }}
          />
          <div className="stack">
            {slider('zoom', t.picture.zoom, 1, MOST_ZOOM)}
            {slider('x', t.picture.across, 0, 1)}
            {slider('y', t.picture.down, 0, 1)}
          </div>
        </div>
      )}
      {problem && <Failure problem={problem} />}
    </Dialog>
  )
}
