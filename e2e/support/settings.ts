/** The running server that is tested, and the keys of one of its businesses. */
export const settings = {
  get baseUrl() {
    return required('FRONTDESK_BASE_URL').replace(/\/$/, '');
  },
  get widgetToken() {
    return required('FRONTDESK_WIDGET_TOKEN');
  },
  get apiKey() {
    return required('FRONTDESK_API_KEY');
  },
  get ownerToken() {
    return required('FRONTDESK_OWNER_TOKEN');
  },
  /** A zip code inside the business's service area. */
  get zipCode() {
    return process.env.FRONTDESK_ZIP_CODE ?? '64110';
  },
};

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; see README.md`);
  return value;
}
