import type { Stripe, StripeElements } from '@stripe/stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { asProblem, type Problem } from '../../api/problem'
import { language } from '../../i18n/language'
import { Button, Failure, Skeleton } from '../../ui'
import type { CardProps } from './Pay'

/** Stripe's own form, in a frame of Stripe's: cards, wallets and what else the account takes. */
export default function StripeCard({ clientSecret, publishableKey, label, returnUrl, onSent, onDeclined }: CardProps) {
  const place = useRef<HTMLDivElement>(null)
  const loaded = useRef<{ stripe: Stripe; elements: StripeElements } | null>(null)
  const [state, setState] = useState<'loading' | 'ready' | 'busy'>('loading')
  const [problem, setProblem] = useState<Problem | null>(null)
  useEffect(() => {
    let gone = false
    async function show() {
      const stripe = await loadStripe(publishableKey)
      if (gone || !stripe || !place.current) return
      const dark = getComputedStyle(document.documentElement).colorScheme === 'dark' || matchMedia('(prefers-color-scheme: dark)').matches
      const elements = stripe.elements({ clientSecret, locale: language(), appearance: { theme: dark ? 'night' : 'stripe' } })
      elements.create('payment').mount(place.current)
      loaded.current = { stripe, elements }
      setState('ready')
    }
    show().catch(error => setProblem(asProblem(error)))
    return () => {
      gone = true
      loaded.current?.elements.getElement('payment')?.destroy()
    }
  }, [clientSecret, publishableKey])

  async function pay(event: FormEvent) {
    event.preventDefault()
    if (!loaded.current || state !== 'ready') return
    setState('busy')
    const { stripe, elements } = loaded.current
    const { error } = await stripe.confirmPayment({ elements, redirect: 'if_required', confirmParams: { return_url: returnUrl } })
    if (!error) onSent()
    // What is wrong in a field, Stripe's form says itself.
    else if (error.type !== 'validation_error') onDeclined(error.decline_code ?? error.code ?? 'generic')
    setState('ready')
  }

  if (problem) return <Failure problem={problem} retry={() => location.reload()} />
  return (
    <form className="form" onSubmit={pay}>
      {state === 'loading' && <Skeleton lines={5} />}
      <div ref={place} />
      <Button type="submit" kind="primary" className="wide" busy={state === 'busy'}>
        {label}
      </Button>
    </form>
  )
}
