import { type DragEvent, type ReactNode, useState } from 'react'
import { Field } from './controls'
import { type Drawing, Icon } from './icon'
import './file.css'

/**
 * Takes one file, chosen or dropped, and hands it on at once. The caller checks it: what is wrong stands in `error`. `progress` is the part
 * that is uploaded, from 0 to 1, and null when nothing is on its way.
 */
export function FileField({
  label,
  hint,
  error,
  icon,
  accept,
  progress,
  sending,
  preview,
  onFile,
}: {
  label: string
  hint?: ReactNode
  error?: string
  icon?: Drawing
  /** Media types. */
  accept: readonly string[]
  progress: number | null
  /** What is said while it is uploaded. */
  sending: string
  /** What was taken: a picture, or the name of a paper. */
  preview?: ReactNode
  onFile: (file: File) => void
}) {
  const [over, setOver] = useState(false)
  const busy = progress !== null
  const onDrag = (event: DragEvent) => {
    event.preventDefault()
    setOver(event.type === 'dragover' && !busy)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the input inside does the same
    <div
      className={`card file-field${over ? ' over' : ''}`}
      onDragOver={onDrag}
      onDragLeave={onDrag}
      onDrop={event => {
        onDrag(event)
        const file = event.dataTransfer.files[0]
        if (file && !busy) onFile(file)
      }}
    >
      {preview ?? (icon && <Icon of={icon} />)}
      <Field label={label} hint={hint} error={error}>
        {tied => (
          <input
            {...tied}
            type="file"
            accept={accept.join()}
            disabled={busy}
            onChange={change => {
              const file = change.currentTarget.files?.[0]
              change.currentTarget.value = ''
              if (file) onFile(file)
            }}
          />
        )}
      </Field>
      <div role="status">{busy && sending}</div>
      {busy && <progress className="file-progress" aria-label={sending} max={1} value={progress} />}
    </div>
  )
}
