import { useState } from 'react'
import { idempotencyKey } from '../../api/client'
import { uploadImage } from '../../api/upload'
import { Button, Confirm, Failure, FileField } from '../../ui'
import { useAction, useTask } from '../../ui/action'
import { cameraIcon, trashIcon } from '../../ui/icons/work'
import type { Event } from '../data'
import { PICTURES, wrongWith } from '../file'
import { useTexts } from './texts/events'

const MOST = 10
const MEGABYTES = 5

/** The images of an event. The first one is shown on the event page and on its card. */
export function Images({ event }: { event: Event }) {
  const t = useTexts()
  /** The part that is uploaded. */
  const [progress, setProgress] = useState(0)
  const [wrong, setWrong] = useState<string>()
  const [removing, setRemoving] = useState<string | null>(null)
  const images = event.images ?? []
  const { eventId } = event
  const changes = ['/events/{eventId}'] as const
  const adding = useTask((file: File) => uploadImage(eventId, file, idempotencyKey(), setProgress), { changes, said: () => t.images.added })
  const remove = useAction('DELETE /events/{eventId}/images/{imageId}', { changes, said: () => t.images.removed })
  const add = async (file: File) => {
    const refused = wrongWith(file, PICTURES, MEGABYTES, t.images)
    setWrong(refused)
    if (refused) return
    setProgress(0)
    await adding.press(file)
  }
  return (
    <section className="stack" aria-labelledby="images">
      <h2 id="images">{t.images.title}</h2>
      {images.length > 0 && (
        <ul className="images">
          {images.map(({ imageId, url }, i) => (
            <li key={imageId}>
              <img src={url} alt={t.images.nth(i + 1)} loading="lazy" />
              <Button kind="quiet" icon={trashIcon} aria-label={t.images.remove(i + 1)} onClick={() => setRemoving(imageId)}>
                {t.images.delete}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {adding.problem && <Failure problem={adding.problem} />}
      {images.length < MOST && (
        <FileField
          label={t.images.add}
          hint={t.images.hint}
          error={wrong}
          icon={cameraIcon}
          accept={PICTURES}
          progress={adding.busy ? progress : null}
          sending={t.images.uploading}
          onFile={file => void add(file)}
        />
      )}
      {removing && (
        <Confirm
          title={t.images.ask}
          action={t.images.delete}
          onConfirm={() => remove.run({ path: { eventId, imageId: removing } })}
          onClose={() => setRemoving(null)}
        >
          <p>{t.images.askText}</p>
        </Confirm>
      )}
    </section>
  )
}
