import type { Schemas } from '../api/client'
import { asProblem } from '../problem'
import { Button, toast, useProblemText } from '../ui'
import { downloadIcon } from '../ui/icons/more'

type Format = Schemas['ExportTransactionsRequest']['format']

interface Props {
  busy: boolean
  /** Requests the report. */
  make: (format: Format) => Promise<Schemas['ReportView']>
  /** The name of the file, without its type. */
  file: string
  texts: { action: (format: string) => string; done: (lines: number) => string; part: (lines: number) => string }
}

const formats: readonly Format[] = ['csv', 'xlsx']

/** Requests a report and downloads it, as CSV or for spreadsheets, and says how much is in it. */
export function ReportButtons({ busy, make, file, texts }: Props) {
  const problemText = useProblemText()
  const download = async (format: Format) => {
    const made = await make(format)
    const link = document.createElement('a')
    link.href = made.url
    link.download = `${file}.${format}`
    link.click()
    toast(made.complete ? texts.done(made.lines) : texts.part(made.lines), made.complete ? 'good' : 'neutral')
  }
  return formats.map(format => (
    <Button
      key={format}
      icon={downloadIcon}
      busy={busy}
      onClick={() => void download(format).catch(error => toast(problemText(asProblem(error)), 'bad'))}
    >
      {texts.action(format.toUpperCase())}
    </Button>
  ))
}
