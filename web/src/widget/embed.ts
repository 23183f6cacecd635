import { mountLauncher } from './embed/launcher';
import { readSettings } from './embed/settings';

// currentScript is only there while the script runs for the first time, and not at all where a
// tag manager inserts the script in a way of its own; then the tag is looked for.
const script =
  document.currentScript instanceof HTMLScriptElement
    ? document.currentScript
    : document.querySelector<HTMLScriptElement>('script[data-widget-token]');
const settings = script && readSettings(script, document.documentElement.lang);

if (settings) {
  if (document.body) mountLauncher(settings);
  else document.addEventListener('DOMContentLoaded', () => mountLauncher(settings));
}
