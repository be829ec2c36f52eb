/*
 * The load of the echo benchmark: one thread, epoll, N connections to 127.0.0.1 (it knows no other address).
 *
 * usage: load --port P --connections N --size BYTES --seconds T [--warmup T] [--rate R] [--spin 1] [--pid PID]
 *
 * Without --rate every connection plays ping-pong as fast as it goes: send a message, wait for the whole echo, send the
 * next. With --rate, R messages a second fall due over all connections together, whether or not the server keeps up
 * (open loop): each goes out on a connection that is idle, or waits for one, and its latency counts from the moment at
 * which it was due.
 *
 * It sleeps while nothing has come, as clients do, and then the server's send() pays for waking it: on one machine a good
 * part of what a send costs. With --spin 1 it never sleeps, as if the clients were on another machine.
 *
 * Every byte of every echo is compared. Messages differ by connection and by turn, so an echo that is stale, short, long
 * or another connection's is an error, and any error ends the run with exit status 1.
 *
 * With --pid, the CPU time of that process (its process clock: all threads, nanoseconds) is read at the begin and at the
 * end of the measured window, in the same breath as the clock. Prints one line of JSON. serverWait and loadWait
 * are the seconds for which the two stood ready to run while something else had their core: how disturbed the run was.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 64, BUFFER = 65536, VARIETY = 4099, STEPS = 64, BUCKETS = 64 * STEPS };

#define SECOND 1000000000LL
#define PATIENCE (5 * SECOND) /* no echo for so long: the server hangs */
#define LONGEST 600.0         /* no run is longer, whatever was asked for */

struct connection {
	int fd;
	bool waits_to_write;
	size_t offset;   /* where in the pattern its message begins */
	size_t sent;     /* of the message */
	size_t received; /* of the echo */
	int64_t since;   /* when the message went out, or was due */
};

static struct {
	long port, connections, size, rate, spin, pid;
	double seconds, warmup;
} options = {.connections = 1, .size = 64, .seconds = 1};

static struct connection *connections;
static struct connection **idle; /* a ring of `connections` places */
static size_t idle_first, idle_count;
static unsigned char *pattern;
static unsigned char buffer[BUFFER];
static uint64_t histogram[BUCKETS];
static uint64_t messages;
static int64_t last_echo, in_flight;
static int epoll;

static void fail(const char *format, ...) {
	va_list list;
	char text[256];
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	printf("{\"messages\": %llu, \"errors\": 1, \"error\": \"%s\"}\n", (unsigned long long)messages, text);
	fprintf(stderr, "load: %s\n", text);
	exit(1);
}

static int64_t clock_of(clockid_t id) {
	struct timespec t;
	if (clock_gettime(id, &t) < 0) fail("cannot read the clock: %s", strerror(errno));
	return t.tv_sec * SECOND + t.tv_nsec;
}

static int64_t now(void) { return clock_of(CLOCK_MONOTONIC); }

static int64_t server_cpu(void) {
	clockid_t id;
	if (options.pid == 0) return 0;
	int code = clock_getcpuclockid((pid_t)options.pid, &id);
	if (code != 0) fail("cannot read the CPU time of process %ld: %s", options.pid, strerror(code));
	return clock_of(id);
}

/* How long a process's main thread has stood ready while others had its core: 0 where the kernel does not tell. */
static int64_t waited(long pid) {
	char path[64];
	long long ran, stood = 0;
	snprintf(path, sizeof path, "/proc/%ld/schedstat", pid);
	FILE *file = pid == 0 ? NULL : fopen(path, "r");
	if (file == NULL) return 0;
	if (fscanf(file, "%lld %lld", &ran, &stood) != 2) stood = 0;
	fclose(file);
	return stood;
}

/* Buckets grow with the value: 64 steps to each power of two, so a reading is within 1.6 %. */
static void record(int64_t nanoseconds) {
	uint64_t value = nanoseconds < 1 ? 1 : (uint64_t)nanoseconds;
	int power = 63 - __builtin_clzll(value);
	size_t bucket = power < 6 ? value : (size_t)(power - 5) * STEPS + ((value >> (power - 6)) - STEPS);
	histogram[bucket]++;
}

static double quantile(double share) {
	uint64_t wanted = (uint64_t)(share * (double)messages), seen = 0;
	for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
		seen += histogram[bucket];
		if (seen <= wanted) continue;
		if (bucket < STEPS * 2) return (double)bucket / 1000;
		size_t power = bucket / STEPS + 5;
		return (double)((STEPS + bucket % STEPS) << (power - 6)) / 1000;
	}
	return 0;
}

static void watch(int operation, struct connection *c, uint32_t events) {
	struct epoll_event event = {.events = events, .data.ptr = c};
	if (epoll_ctl(epoll, operation, c->fd, &event) < 0) fail("epoll_ctl: %s", strerror(errno));
}

static void push_out(struct connection *c) {
	size_t size = (size_t)options.size;
	while (c->sent < size) {
		ssize_t n = send(c->fd, pattern + c->offset + c->sent, size - c->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0 && errno == EINTR) continue;
		if (n < 0 && errno != EAGAIN) fail("send: %s", strerror(errno));
		if (n < 0) break;
		c->sent += (size_t)n;
	}
	bool waits = c->sent < size;
	if (waits != c->waits_to_write) {
		c->waits_to_write = waits;
		watch(EPOLL_CTL_MOD, c, waits ? EPOLLIN | EPOLLOUT : EPOLLIN);
	}
}

static void issue(struct connection *c, int64_t since) {
	c->offset = (c->offset + 61) % VARIETY;
	c->sent = c->received = 0;
	c->since = since;
	push_out(c);
}

static void set_idle(struct connection *c) { idle[(idle_first + idle_count++) % (size_t)options.connections] = c; }

/* The connection that has been idle for longest sends a message. */
static void issue_next(int64_t since) {
	if (in_flight == 0) last_echo = now(); /* patience begins with a message */
	struct connection *c = idle[idle_first];
	idle_first = (idle_first + 1) % (size_t)options.connections;
	idle_count--;
	in_flight++;
	issue(c, since);
}

/* Takes what has arrived. True when the echo is whole. */
static bool take_in(struct connection *c) {
	for (;;) {
		ssize_t n = recv(c->fd, buffer, BUFFER, MSG_DONTWAIT);
		if (n < 0 && errno == EINTR) continue;
		if (n < 0 && errno == EAGAIN) return false;
		if (n < 0) fail("recv: %s", strerror(errno));
		if (n == 0) fail("the server closed a connection");
		if ((size_t)n > c->sent - c->received) fail("an echo is longer than its message");
		if (memcmp(buffer, pattern + c->offset + c->received, (size_t)n) != 0) {
			fail("an echo differs from its message, at byte %zu or after", c->received);
		}
		c->received += (size_t)n;
		if (c->received == (size_t)options.size) return true;
		if (n < BUFFER) return false;
	}
}

/* Waits for at most so long and takes in what came; `ping_pong` answers each whole echo with the next message. */
static void turn(int64_t nanoseconds, bool ping_pong) {
	struct epoll_event events[EVENTS];
	if (options.spin) nanoseconds = 0;
	struct timespec limit = {nanoseconds / SECOND, nanoseconds % SECOND};
	long ready = syscall(SYS_epoll_pwait2, epoll, events, EVENTS, &limit, NULL, 0);
	if (ready < 0 && errno != EINTR) fail("epoll_pwait2: %s", strerror(errno));
	for (long i = 0; i < ready; i++) {
		struct connection *c = events[i].data.ptr;
		if (events[i].events & EPOLLOUT) push_out(c);
		if (!(events[i].events & ~(uint32_t)EPOLLOUT) || !take_in(c)) continue;
		int64_t t = now();
		record(t - c->since);
		messages++;
		last_echo = t;
		if (ping_pong) {
			issue(c, t);
		} else {
			in_flight--;
			set_idle(c);
		}
	}
	if (in_flight > 0 && now() - last_echo > PATIENCE) fail("no echo for 5 seconds");
}

/* One stretch of load. With a rate its schedule begins anew: a backlog from before is not carried in. */
static void load_for(double seconds) {
	bool ping_pong = options.rate == 0;
	double gap = ping_pong ? 0 : (double)SECOND / (double)options.rate;
	int64_t begin = now(), end = begin + (int64_t)(seconds * (double)SECOND), issued = 0;
	for (int64_t t = begin; t < end; t = now()) {
		int64_t patience = end - t < SECOND / 10 ? end - t : SECOND / 10;
		while (idle_count > 0) {
			int64_t due = ping_pong ? t : begin + (int64_t)((double)issued * gap);
			if (due > t) {
				if (due - t < patience) patience = due - t;
				break;
			}
			issue_next(due);
			issued++;
		}
		turn(patience, ping_pong);
	}
}

/* Lets the echoes that are under way come in, so that no connection is closed with unread data, which would reset it. */
static void finish(void) {
	for (int64_t end = now() + PATIENCE; in_flight > 0 && now() < end;) turn(SECOND / 100, false);
	for (long i = 0; i < options.connections; i++) close(connections[i].fd);
}

static void open_connections(void) {
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)options.port)};
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	for (long i = 0; i < options.connections; i++) {
		struct connection *c = &connections[i];
		int one = 1;
		c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (c->fd < 0) fail("socket: %s", strerror(errno));
		if (connect(c->fd, (struct sockaddr *)&address, sizeof address) < 0) {
			fail("connect to 127.0.0.1:%ld: %s", options.port, strerror(errno));
		}
		setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
		c->offset = (size_t)(i * 37) % VARIETY;
		watch(EPOLL_CTL_ADD, c, EPOLLIN);
		set_idle(c);
	}
}

static double number(const char *name, const char *text, double least, double most) {
	char *end;
	double value = strtod(text, &end);
	if (*text == '\0' || *end != '\0' || !(value >= least && value <= most)) {
		fail("--%s takes a number from %g to %g, not '%s'", name, least, most, text);
	}
	return value;
}

static void read_options(int argc, char **argv) {
	static const struct option names[] = {
		{"port", 1, NULL, 'p'},   {"connections", 1, NULL, 'n'}, {"size", 1, NULL, 's'}, {"seconds", 1, NULL, 't'},
		{"warmup", 1, NULL, 'w'}, {"rate", 1, NULL, 'r'},        {"pid", 1, NULL, 'i'},  {"spin", 1, NULL, 'b'}, {0},
	};
	int which = 0;
	for (int letter; (letter = getopt_long(argc, argv, "", names, &which)) != -1;) {
		switch (letter) {
		case 'p': options.port = (long)number("port", optarg, 1, 65535); break;
		case 'n': options.connections = (long)number("connections", optarg, 1, 100000); break;
		case 's': options.size = (long)number("size", optarg, 1, 1 << 26); break;
		case 't': options.seconds = number("seconds", optarg, 0.01, LONGEST); break;
		case 'w': options.warmup = number("warmup", optarg, 0, LONGEST); break;
		case 'r': options.rate = (long)number("rate", optarg, 0, 1e8); break;
		case 'i': options.pid = (long)number("pid", optarg, 1, 1 << 30); break;
		case 'b': options.spin = (long)number("spin", optarg, 0, 1); break;
		default: fail("unknown option");
		}
	}
	if (optind != argc) fail("'%s' is no option; the only address is 127.0.0.1", argv[optind]);
	if (options.port == 0) fail("--port is missing");
}

static void prepare(void) {
	connections = calloc((size_t)options.connections, sizeof *connections);
	idle = calloc((size_t)options.connections, sizeof *idle);
	pattern = malloc((size_t)options.size + VARIETY);
	if (connections == NULL || idle == NULL || pattern == NULL) fail("out of memory");
	uint64_t state = 88172645463325252ULL; /* xorshift64: any fixed start but 0 */
	for (size_t i = 0; i < (size_t)options.size + VARIETY; i++) {
		state ^= state << 13, state ^= state >> 7, state ^= state << 17;
		pattern[i] = (unsigned char)(state >> 32);
	}
	prctl(PR_SET_TIMERSLACK, 1); /* nanosecond: or the kernel may stretch each pause by 50 µs */
	epoll = epoll_create1(EPOLL_CLOEXEC);
	if (epoll < 0) fail("epoll_create1: %s", strerror(errno));
}

int main(int argc, char **argv) {
	read_options(argc, argv);
	prepare();
	open_connections();
	if (options.warmup > 0) load_for(options.warmup);
	memset(histogram, 0, sizeof histogram);
	messages = 0;

	int64_t server_wait = waited(options.pid), own_wait = waited(getpid());
	int64_t begin = now(), cpu = server_cpu(), own = clock_of(CLOCK_PROCESS_CPUTIME_ID);
	do {
		load_for(options.seconds);
	} while (messages == 0); /* where other work holds the cores a short stretch may see no echo; a long one ends the run */
	double seconds = (double)(now() - begin) / 1e9;
	cpu = server_cpu() - cpu, own = clock_of(CLOCK_PROCESS_CPUTIME_ID) - own;
	server_wait = waited(options.pid) - server_wait, own_wait = waited(getpid()) - own_wait;

	double p50 = quantile(0.5), p99 = quantile(0.99);
	uint64_t counted = messages;
	finish();
	printf("{\"messages\": %llu, \"seconds\": %.6f, \"perSecond\": %.1f, \"p50\": %.2f, \"p99\": %.2f, \"errors\": 0, ",
	       (unsigned long long)counted, seconds, (double)counted / seconds, p50, p99);
	printf("\"serverCpu\": %.6f, \"loadCpu\": %.6f, \"serverWait\": %.6f, \"loadWait\": %.6f}\n", (double)cpu / 1e9,
	       (double)own / 1e9, (double)server_wait / 1e9, (double)own_wait / 1e9);
	return 0;
}
