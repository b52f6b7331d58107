import { Button } from './button'
import { toast } from './toast'

/** Copies a text; where the browser does not allow that, shows it to be copied by hand. */
export function Copy({ text, label, done }: { text: string; label: string; done: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      toast(done)
    } catch {
      toast(text, 'neutral')
    }
  }
  return <Button onClick={() => void copy()}>{label}</Button>
}
