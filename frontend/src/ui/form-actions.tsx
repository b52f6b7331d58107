import { Button } from './button'
import { useCommonTexts } from './texts'

/** The end of a form in a dialog: a button that submits it, and one that closes the dialog. */
export function FormActions({
  action,
  kind = 'primary',
  busy,
  disabled,
  onClose,
}: {
  /** What submitting does, as a verb. */
  action: string
  kind?: 'primary' | 'danger'
  busy: boolean
  /** Whether there is nothing to submit. */
  disabled?: boolean
  onClose: () => void
}) {
  const { cancel } = useCommonTexts()
  return (
    <div className="actions">
      <Button type="submit" kind={kind} busy={busy} disabled={disabled}>
        {action}
      </Button>
      <Button disabled={busy} onClick={onClose}>
        {cancel}
      </Button>
    </div>
  )
}
