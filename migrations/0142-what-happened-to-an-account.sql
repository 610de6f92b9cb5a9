-- What a person is told about their own account since they were last there, out of a log of millions of lines.

create index access_log_sign_ins on access_log (person_id, id)
  where deed in ('signed_in', 'demo_entered', 'sign_in_failed', 'sign_in_refused', 'sign_in_half', 'password_changed',
    'second_factor_on', 'second_factor_off');
create index access_log_of_account on access_log ((detail ->> 'account'), id)
  where deed in ('password_reset', 'second_factor_reset', 'account_locked', 'account_unlocked');
