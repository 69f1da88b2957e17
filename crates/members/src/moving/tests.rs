//! A million steps of somebody who goes away, is transferred, is lost and found: what must never
//! happen does not.

use crate::floating::machine::{Event as StayEvent, Side, State as StayState, Stay};
use crate::transfer::machine::{Event, Home, State, Way, home, step};

/// Steps of the walk.
const STEPS: u32 = 1_000_000;

/// A generator that needs no crate: what matters is that it goes everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// Somebody as the roll knows them: branches are numbers, 0 is outside the system.
struct Somebody {
    home: u64,
    guest_of: Option<u64>,
    status: &'static str,
    lost: bool,
    stay: Option<(Stay, u64)>,
    transfer: Option<(Way, State, u64, u64)>,
}

impl Somebody {
    fn go_away(&mut self, chance: &mut Chance) {
        let open = self.stay.is_some_and(|(stay, _)| stay.state.is_open());
        if open || self.home == 0 {
            return;
        }
        let host = chance.below(6);
        let by = [Side::Member, Side::Home, Side::Host][chance.below(3) as usize];
        let has_host = host != self.home && (host != 0 || chance.below(2) == 0);
        if by == Side::Host && !has_host {
            return;
        }
        self.settle(Stay::begun(by, has_host), host);
    }

    fn settle(&mut self, stay: Stay, host: u64) {
        self.guest_of =
            (stay.state == StayState::Active && stay.has_host && host != 0).then_some(host);
        self.stay = Some((stay, host));
    }

    fn answer(&mut self, chance: &mut Chance) {
        let Some((stay, host)) = self.stay else {
            return;
        };
        let side = [Side::Member, Side::Home, Side::Host][chance.below(3) as usize];
        let event = match chance.below(6) {
            0..3 => StayEvent::Confirm(side),
            3 => StayEvent::Refuse(side),
            4 => StayEvent::Withdraw,
            _ => StayEvent::End,
        };
        let Ok(next) = stay.step(event) else { return };
        assert!(stay.state.is_open(), "what is over stays over");
        assert!(
            next.state != StayState::Active
                || (next.home_said && (next.host_said || !next.has_host)),
            "it holds only when every side has said so"
        );
        self.settle(next, host);
    }

    fn move_on(&mut self, chance: &mut Chance) {
        match self.transfer {
            Some((way, state, from, to)) if state.is_open() => {
                let event = match chance.below(8) {
                    0..3 => Event::Send,
                    3 => Event::Answer,
                    4 | 5 => Event::Receive,
                    6 => Event::Refuse,
                    _ => Event::Withdraw,
                };
                let Ok(next) = step(way, state, event) else {
                    return;
                };
                self.transfer = Some((way, next, from, to));
                if home(next) == Home::Receiver {
                    self.arrive(to);
                }
            }
            _ => {
                let to = chance.below(6);
                if to != self.home {
                    let way = match (self.home, to) {
                        (0, _) => Way::Inward,
                        (_, 0) => Way::Outward,
                        _ => Way::Internal,
                    };
                    let begun = if way == Way::Inward {
                        State::Sent
                    } else {
                        State::Proposed
                    };
                    self.transfer = Some((way, begun, self.home, to));
                }
            }
        }
    }

    /// As the abilities do it: the stay follows, or ends where it was; whoever leaves takes nothing
    /// along.
    fn arrive(&mut self, to: u64) {
        self.home = to;
        if let Some((stay, host)) = self.stay
            && stay.state.is_open()
            && (to == 0 || host == to)
        {
            let event = match stay.state {
                StayState::Active => StayEvent::End,
                _ => StayEvent::Withdraw,
            };
            self.settle(stay.step(event).expect("what is open can end"), host);
        }
        if to == 0 {
            self.lost = false;
        }
    }

    fn check(&self) {
        if let Some((_, state, from, to)) = self.transfer {
            match home(state) {
                Home::Sender if state.is_open() => {
                    assert_eq!(
                        self.home, from,
                        "the sender keeps them until they are received"
                    );
                }
                Home::Receiver => assert_eq!(self.home, to, "and then they are with the receiver"),
                Home::Sender => {}
            }
        }
        if let Some(host) = self.guest_of {
            assert_ne!(host, self.home, "nobody is a guest at home");
            let holds = self
                .stay
                .is_some_and(|(stay, _)| stay.state == StayState::Active);
            assert!(holds, "a guest has a stay that holds");
        }
        assert_eq!(
            self.status, "normal",
            "nothing here changes anybody's status"
        );
    }
}

#[test]
fn nobody_is_ever_in_no_branch_and_no_status_changes() {
    let mut chance = Chance(20_261_129);
    let mut who = Somebody {
        home: 1,
        guest_of: None,
        status: "normal",
        lost: false,
        stay: None,
        transfer: None,
    };
    let (mut received, mut active, mut ended) = (0_u32, 0_u32, 0_u32);
    for _ in 0..STEPS {
        match chance.below(5) {
            0 => who.go_away(&mut chance),
            1 | 2 => who.answer(&mut chance),
            3 => who.move_on(&mut chance),
            _ => who.lost = who.home != 0 && !who.lost,
        }
        who.check();
        received += u32::from(
            who.transfer
                .is_some_and(|(_, state, ..)| state == State::Received),
        );
        active += u32::from(who.guest_of.is_some());
        ended += u32::from(
            who.stay
                .is_some_and(|(stay, _)| stay.state == StayState::Ended),
        );
    }
    assert!(
        received > 1_000 && active > 1_000 && ended > 1_000,
        "it went everywhere"
    );
}

#[test]
fn every_state_is_stored_and_read() {
    for state in StayState::ALL {
        assert_eq!(StayState::from_code(state.code()), Some(state));
    }
    for state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
    }
    for way in [Way::Internal, Way::Outward, Way::Inward] {
        assert_eq!(Way::from_code(way.code()), Some(way));
    }
}
