import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data, idempotencyKey } from '../../api/client'
import { asProblem, type Problem } from '../../api/problem'
import { number } from '../../i18n/format'
import { Button, Confirm, Failure, Field, Icon, toast } from '../../ui'
import { cameraIcon, trashIcon } from '../../ui/icons/work'
import type { Event } from '../data'
import { upload } from '../values'
import { useTexts } from './texts/events'

const MOST = 10
const MOST_BYTES = 5_000_000
const TYPES = ['image/jpeg', 'image/png']

/** The images of an event. The first one is shown on the event page and on its card. */
export function Images({ event }: { event: Event }) {
  const t = useTexts()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
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
    setBusy(true)
    try {
      await upload(eventId, file, idempotencyKey())
      toast(t.images.added)
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setBusy(false)
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
        <div className="card upload">
          <Icon of={cameraIcon} />
          <Field label={t.images.add} hint={t.images.hint} error={wrong}>
            {tied => (
              <input
                {...tied}
                type="file"
                accept={TYPES.join()}
                disabled={busy}
                onChange={change => {
                  const file = change.currentTarget.files?.[0]
                  change.currentTarget.value = ''
                  if (file) void add(file)
                }}
              />
            )}
          </Field>
          <p role="status">{busy && t.images.uploading}</p>
        </div>
      )}
      {removing && (
        <Confirm title={t.images.ask} action={t.images.delete} onConfirm={() => remove(removing)} onClose={() => setRemoving(null)}>
          <p>{t.images.askText}</p>
        </Confirm>
      )}
    </section>
  )
}
