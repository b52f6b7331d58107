import type { Schemas } from '../api/client'
import { asProblem } from '../problem'
import { Button, toast, useProblemText } from '../ui'
import { downloadIcon } from '../ui/icons/more'

interface Props {
  busy: boolean
  /** Requests the report. */
  make: () => Promise<Schemas['ReportView']>
  file: string
  texts: { action: string; done: (lines: number) => string; part: (lines: number) => string }
}

/** Requests a CSV report and downloads it, and says how much is in it. */
export function ReportButton({ busy, make, file, texts }: Props) {
  const problemText = useProblemText()
  const download = async () => {
    const made = await make()
    const link = document.createElement('a')
    link.href = made.url
    link.download = file
    link.click()
    toast(made.complete ? texts.done(made.lines) : texts.part(made.lines), made.complete ? 'good' : 'neutral')
  }
  return (
    <Button icon={downloadIcon} busy={busy} onClick={() => void download().catch(error => toast(problemText(asProblem(error)), 'bad'))}>
      {texts.action}
    </Button>
  )
}
