// Colours are those of chat.css; the two meet at the edge of the panel.
export const style = `
:host {
  all: initial;
  color-scheme: light dark;
  --accent: #2c5f63;
  --accent-strong: #224b4e;
  --on-accent: #ffffff;
  --surface: #faf8f4;
}
@media (prefers-color-scheme: dark) {
  :host {
    --accent: #38787a;
    --accent-strong: #2c6365;
    --surface: #1d1f1f;
  }
}
[hidden] { display: none !important; }
button {
  all: unset;
  box-sizing: border-box;
  display: grid;
  place-items: center;
  border-radius: 50%;
  cursor: pointer;
  color: var(--on-accent);
  background: var(--accent);
}
button:hover { background: var(--accent-strong); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
svg { fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.open {
  position: fixed;
  right: max(16px, env(safe-area-inset-right));
  bottom: max(16px, env(safe-area-inset-bottom));
  z-index: 2147483000;
  width: 60px;
  height: 60px;
  /* The ring keeps it apart from a host page of any colour. */
  box-shadow: 0 0 0 2px #ffffff, 0 4px 16px rgb(0 0 0 / 0.28);
}
.open svg { width: 28px; height: 28px; }
.panel {
  position: fixed;
  right: 16px;
  bottom: 16px;
  z-index: 2147483000;
  width: 384px;
  height: min(640px, calc(100% - 32px));
  overflow: hidden;
  border-radius: 16px;
  background: var(--surface);
  box-shadow: 0 8px 40px rgb(0 0 0 / 0.3);
  animation: rise 160ms ease-out;
}
.close {
  position: absolute;
  top: 12px;
  right: 12px;
  width: 44px;
  height: 44px;
}
.close svg { width: 22px; height: 22px; }
.close:focus-visible { outline-color: var(--on-accent); outline-offset: -4px; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
@media (max-width: 480px), (max-height: 420px) {
  .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; }
}
@media (prefers-reduced-motion: reduce) { .panel { animation: none; } }
@media (forced-colors: active) { button { border: 1px solid ButtonText; } }
@media print { .open, .panel { display: none; } }
`;
