import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { idempotencyKey } from '../../api/client'
import { ask } from '../../api/questions'
import { Boundary, Button, Confirm, FileField, Loaded, Skeleton } from '../../ui'
import { useAction, useTask } from '../../ui/action'
import { cameraIcon, trashIcon } from '../../ui/icons/work'
import { uploadPicture } from './picture'
import { useTexts } from './texts'

// Loaded once a file is chosen.
const Crop = lazy(() => import('./Crop'))

const TYPES = ['image/jpeg', 'image/png']
const changes = ['/me'] as const

/** The user's picture: the square of a photo that they choose. */
export default function ProfilePicture() {
  const t = useTexts()
  const me = useQuery(ask('/me', {}))
  const [file, setFile] = useState<File | null>(null)
  const [wrong, setWrong] = useState<string>()
  /** The part that is uploaded. */
  const [progress, setProgress] = useState(0)
  const [removing, setRemoving] = useState(false)
  const adding = useTask((square: File) => uploadPicture(square, idempotencyKey(), setProgress), { changes, said: () => t.picture.added })
  const remove = useAction('DELETE /me/image', { changes, said: () => t.picture.removed })
  const choose = (chosen: File) => {
    const fits = TYPES.includes(chosen.type)
    setWrong(fits ? undefined : t.problems.not_an_image)
    setFile(fits ? chosen : null)
  }
  return (
    <section className="stack" aria-labelledby="picture">
      <h2 id="picture">{t.picture.title}</h2>
      <Loaded query={me} skeleton={<Skeleton lines={2} />}>
        {({ imageUrl }) => (
          <>
            <FileField
              label={imageUrl ? t.picture.replace : t.picture.add}
              hint={t.picture.hint}
              error={wrong}
              icon={cameraIcon}
              accept={TYPES}
              progress={adding.busy ? progress : null}
              sending={t.picture.uploading}
              preview={imageUrl && <img className="own-picture" src={imageUrl} alt={t.picture.alt} />}
              onFile={choose}
            />
            {imageUrl && (
              <p>
                <Button kind="quiet" icon={trashIcon} onClick={() => setRemoving(true)}>
                  {t.picture.remove}
                </Button>
              </p>
            )}
          </>
        )}
      </Loaded>
      {file && (
        <Boundary part>
          <Suspense>
            <Crop
              file={file}
              task={adding}
              onChosen={square => {
                setProgress(0)
                void adding.run(square).then(() => setFile(null), ignored)
              }}
              onClose={() => setFile(null)}
            />
          </Suspense>
        </Boundary>
      )}
      {removing && (
        <Confirm title={t.picture.ask} action={t.picture.remove} onConfirm={() => remove.run({})} onClose={() => setRemoving(false)}>
          <p>{t.picture.askText}</p>
        </Confirm>
      )}
    </section>
  )
}

const ignored = () => undefined
