import { useState } from 'react'
import { idempotencyKey } from '../../api/client'
import { Button, Confirm, Failure, FileField } from '../../ui'
import { useAction, useTask } from '../../ui/action'
import { cameraIcon, trashIcon } from '../../ui/icons/work'
import { PICTURES, wrongWith } from '../file'
import { uploadLogo } from '../logo'
import type { Organization } from '../organization'
import { useTexts } from './texts/organization'

const MEGABYTES = 2
const changes = ['/organizations/{organizationId}', '/organizations'] as const

/** The logo of an organization, which its events show. */
export function Logo({ organization: { organizationId, logoUrl } }: { organization: Organization }) {
  const t = useTexts().settings.logo
  /** The part that is uploaded. */
  const [progress, setProgress] = useState(0)
  const [wrong, setWrong] = useState<string>()
  const [removing, setRemoving] = useState(false)
  const adding = useTask((file: File) => uploadLogo(organizationId, file, idempotencyKey(), setProgress), { changes, said: () => t.added })
  const remove = useAction('DELETE /organizations/{organizationId}/logo', { changes, said: () => t.removed })
  const add = async (file: File) => {
    const refused = wrongWith(file, PICTURES, MEGABYTES, t)
    setWrong(refused)
    if (refused) return
    setProgress(0)
    await adding.press(file)
  }
  return (
    <section className="stack" aria-labelledby="logo">
      <h2 id="logo">{t.title}</h2>
      {adding.problem && <Failure problem={adding.problem} />}
      <FileField
        label={logoUrl ? t.replace : t.add}
        hint={t.hint}
        error={wrong}
        icon={cameraIcon}
        accept={PICTURES}
        progress={adding.busy ? progress : null}
        sending={t.uploading}
        preview={logoUrl && <img className="logo" src={logoUrl} alt={t.title} />}
        onFile={file => void add(file)}
      />
      {logoUrl && (
        <div className="actions">
          <Button kind="quiet" icon={trashIcon} onClick={() => setRemoving(true)}>
            {t.remove}
          </Button>
        </div>
      )}
      {removing && (
        <Confirm
          title={t.ask}
          action={t.remove}
          onConfirm={() => remove.run({ path: { organizationId } })}
          onClose={() => setRemoving(false)}
        >
          <p>{t.askText}</p>
        </Confirm>
      )}
    </section>
  )
}
