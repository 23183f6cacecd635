use super::*;

fn error(pairs: &[(&str, &str)]) -> String {
    Config::from_pairs(pairs).expect_err("a setting that can't be").to_string()
}

#[test]
fn everything_has_a_default() {
    let config = Config::from_pairs(&[]).expect("defaults");
    assert_eq!(config.listen.to_string(), "127.0.0.1:8000");
    assert_eq!(config.public_base_url, "http://127.0.0.1:8000");
    assert_eq!(config.sms_provider, SmsProvider::Stub);
    assert!(config.require_business_api_key);
    assert!(!config.twilio.verify_signatures);
}

#[test]
fn a_token_switches_signature_checks_on() {
    assert!(Config::from_pairs(&[("TWILIO_AUTH_TOKEN", "t")]).expect("fine").twilio.verify_signatures);
}

#[test]
fn a_wrong_setting_is_named_with_what_it_was_and_what_it_should_be() {
    assert_eq!(error(&[("PORT", "eighty")]), "PORT is \"eighty\"; it should be a port, 0 to 65535");
    assert_eq!(error(&[("ENVIRONMENT", "prod")]), "ENVIRONMENT is \"prod\"; it should be one of development, staging, production");
    assert_eq!(error(&[("SMS_FROM_NUMBER", "12")]), "SMS_FROM_NUMBER is \"12\"; it should be a number such as +18165550100");
    assert!(error(&[("DATABASE_URL", "mysql://root:hush@db/x")]).contains("postgres://"));
    assert!(!error(&[("DATABASE_URL", "mysql://root:hush@db/x")]).contains("hush"));
}

#[test]
fn production_refuses_weak_and_missing_keys() {
    let ring = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    let mut pairs = vec![("ENVIRONMENT", "production"), ("TWILIO_AUTH_TOKEN", "token")];
    assert!(error(&pairs).starts_with("ADMIN_API_KEY is missing"));
    pairs.push(("ADMIN_API_KEY", "changeme"));
    assert!(error(&pairs).starts_with("ADMIN_API_KEY is too weak"));
    pairs[2].1 = "0123456789abcdef0123456789abcdef";
    assert!(error(&pairs).starts_with("OWNER_DASHBOARD_TOKEN is missing"));
    pairs.push(("OWNER_DASHBOARD_TOKEN", "fedcba9876543210fedcba9876543210"));
    assert!(error(&pairs).starts_with("SECRETS_KEY is missing"));
    pairs.push(("SECRETS_KEY", ring));
    assert!(Config::from_pairs(&pairs).is_ok());
    pairs.push(("VERIFY_TWILIO_SIGNATURES", "false"));
    assert!(error(&pairs).starts_with("VERIFY_TWILIO_SIGNATURES is false"));
}

#[test]
fn business_keys_may_be_left_out_only_at_home() {
    assert!(Config::from_pairs(&[("REQUIRE_BUSINESS_API_KEY", "false")]).is_ok());
    assert!(error(&[("REQUIRE_BUSINESS_API_KEY", "false"), ("HOST", "0.0.0.0")]).starts_with("REQUIRE_BUSINESS_API_KEY"));
}

#[test]
fn a_carrier_is_on_this_machine_by_a_loopback_address_only() {
    for (provider, url, is_here) in [
        ("twilio", "http://127.0.0.1:8001", true),
        ("twilio", "http://[::1]:8001", true),
        ("stub", "http://127.0.0.1:8001", false),
        ("twilio", "https://api.twilio.com", false),
        ("twilio", "http://127.0.0.1.example.com", false),
        ("twilio", "http://127.0.0.1@example.com", false),
        ("twilio", "http://192.168.0.2:8001", false),
    ] {
        let pairs =
            [("SMS_PROVIDER", provider), ("TWILIO_API_BASE_URL", url), ("TWILIO_ACCOUNT_SID", "ACtest"), ("TWILIO_AUTH_TOKEN", "token")];
        let config = Config::from_pairs(&pairs).expect("settings that can be");
        assert_eq!(config.carrier_is_on_this_machine(), is_here, "{provider} {url}");
    }
}

#[test]
fn secrets_print_as_nothing() {
    let config = Config::from_pairs(&[("ADMIN_API_KEY", "hush-hush"), ("DATABASE_URL", "postgres://me:hush-hush@db/x")]).expect("fine");
    assert!(!format!("{config:?} {:?}", config.shown()).contains("hush-hush"));
}
