import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data, idempotencyKey } from '../../api/client'
import { asProblem, type Problem } from '../../api/problem'
import { uploadImage } from '../../api/upload'
import { number } from '../../i18n/format'
import { Button, Confirm, Failure, FileField, toast } from '../../ui'
import { cameraIcon, trashIcon } from '../../ui/icons/work'
import type { Event } from '../data'
import { useTexts } from './texts/events'

const MOST = 10
const MOST_BYTES = 5_000_000
const TYPES = ['image/jpeg', 'image/png']

/** The images of an event. The first one is shown on the event page and on its card. */
export function Images({ event }: { event: Event }) {
  const t = useTexts()
  const queries = useQueryClient()
  /** The part that is uploaded; null when nothing is. */
  const [progress, setProgress] = useState<number | null>(null)
  const [wrong, setWrong] = useState<string>()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [removing, setRemoving] = useState<string | null>(null)
  const images = event.images ?? []
  const { eventId } = event
  const renew = () => queries.invalidateQueries({ queryKey: ['event', eventId] })
  const add = async (file: File) => {
    setProblem(null)
    setWrong(TYPES.includes(file.type) ? (file.size > MOST_BYTES ? t.images.tooLarge(number(5)) : undefined) : t.images.wrongType)
    if (!TYPES.includes(file.type) || file.size > MOST_BYTES) return
    setProgress(0)
    try {
      await uploadImage(eventId, file, idempotencyKey(), setProgress)
      toast(t.images.added)
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setProgress(null)
      void renew()
    }
  }
  const remove = async (imageId: string) => {
    await data(api.DELETE('/events/{eventId}/images/{imageId}', { params: { path: { eventId, imageId } } }))
    toast(t.images.removed)
    await renew()
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
      {problem && <Failure problem={problem} />}
      {images.length < MOST && (
        <FileField
          label={t.images.add}
          hint={t.images.hint}
          error={wrong}
          icon={cameraIcon}
          accept={TYPES}
          progress={progress}
          sending={t.images.uploading}
          onFile={file => void add(file)}
        />
      )}
      {removing && (
        <Confirm title={t.images.ask} action={t.images.delete} onConfirm={() => remove(removing)} onClose={() => setRemoving(null)}>
          <p>{t.images.askText}</p>
        </Confirm>
      )}
    </section>
  )
}
