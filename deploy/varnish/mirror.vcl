# Varnish 7 before a bucket that a mirror keeps in line (docs/operations.md), and before the application for the rest.
# Needs the module xkey (Debian: varnish-modules) and `varnishd -p http_gzip_support=off`, since pages come compressed.
# With MIRROR_SHARED_MAX_AGE=86400, PURGE_STYLE=xkey and PURGE_URL=http://ADDRESS-OF-VARNISH/ pages are kept until they change.
vcl 4.1;

import std;
import xkey;

# Yours: where the bucket is, which Varnish must be able to read without a key; where the application is; who may purge; the name of the bucket.
backend bucket { .host = "127.0.0.1"; .port = "9000"; .connect_timeout = 2s; .first_byte_timeout = 10s; }
backend application { .host = "127.0.0.1"; .port = "3000"; .connect_timeout = 1s; .first_byte_timeout = 60s; }
acl purgers { "127.0.0.1"; "::1"; }
sub bucket_name { set req.http.X-Bucket = "/pages"; }

sub vcl_recv {
    if (req.restarts == 0) {
        unset req.http.X-Step;
        unset req.http.X-Asked;
    }
    if (req.method == "PURGE") {
        if (client.ip !~ purgers) { return (synth(403, "Not yours to purge")); }
        return (synth(200, "Forgotten: " + xkey.purge(req.http.xkey-purge)));
    }
    if (req.restarts == 0) { set req.http.X-Asked = req.url; }
    if (req.http.X-Step == "application") {
        set req.url = req.http.X-Asked;
        set req.backend_hint = application;
        return (pass);
    }
    # What is computed for whoever asks, people at the desk, and addresses written in some unusual way.
    if ((req.method != "GET" && req.method != "HEAD")
        || req.http.Accept-Datetime
        || req.http.X-Asked ~ "^/(?:desk|sign-in|sign-out|invite|api|oembed|healthz|readyz|metrics)(?:[/?]|$)"
        || req.http.X-Asked ~ "[?&]at=" || req.http.X-Asked ~ "/timemap(?:[/?]|$)"
        || req.http.X-Asked ~ "^/(?:[a-z]+/)?claims\?(?!(?:(?:utm_[a-z]+|fbclid|gclid|mc_[a-z]+)=[^&]*(?:&|$))+$)."
        || req.http.X-Asked !~ "^/(?:[A-Za-z0-9_.,~-]+(?:/[A-Za-z0-9_.,~-]+)*)?(?:\?|$)"
        || req.http.X-Asked ~ "(?:/\.|\.html(?:\?|$)|\.(?:br|gz)(?:\?|$)|^/index(?:\?|$)|^/past/)") {
        set req.backend_hint = application;
        return (pass);
    }
    # One copy for all, of the form that they take.
    call bucket_name;
    set req.url = regsub(req.url, "\?.*$", "");
    if (req.url == "/") { set req.url = "/index.html"; }
    if (req.http.X-Step == "missing") { set req.url = "/404"; }
    if (req.url !~ "^/record/" && req.url !~ "\.(?:png|woff2)$") {
        if (req.http.Accept-Encoding ~ "(?:^|[ ,])br(?:$|[ ,;](?! *q=0(?:\.0*)?(?:$|[ ,])))") { set req.url = req.url + ".br"; }
        elsif (req.http.Accept-Encoding ~ "gzip(?:$|[ ,;](?! *q=0(?:\.0*)?(?:$|[ ,])))") { set req.url = req.url + ".gz"; }
    }
    set req.url = req.http.X-Bucket + req.url;
    set req.backend_hint = bucket;
    unset req.http.Cookie;
    unset req.http.Authorization;
    set req.http.X-Host = req.http.Host;
    return (hash);
}

sub vcl_hash {
    hash_data(req.url);
    return (lookup);
}

sub vcl_backend_response {
    if (bereq.backend == application) { return (deliver); }
    if (beresp.status != 200) {
        # A page that comes later must not be missing for longer than it is.
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        return (deliver);
    }
    # A bucket that can't be asked is no reason to have nothing; what was purged is gone all the same.
    set beresp.grace = 0s;
    set beresp.keep = 10m;
    if (beresp.http.x-amz-meta-surrogate-key) { set beresp.http.xkey = beresp.http.x-amz-meta-surrogate-key; }
    if (beresp.http.x-amz-meta-content-security-policy) { set beresp.http.Content-Security-Policy = beresp.http.x-amz-meta-content-security-policy; }
    if (beresp.http.x-amz-meta-x-content-type-options) { set beresp.http.X-Content-Type-Options = beresp.http.x-amz-meta-x-content-type-options; }
    if (beresp.http.x-amz-meta-x-frame-options) { set beresp.http.X-Frame-Options = beresp.http.x-amz-meta-x-frame-options; }
    if (beresp.http.x-amz-meta-referrer-policy) { set beresp.http.Referrer-Policy = beresp.http.x-amz-meta-referrer-policy; }
    if (beresp.http.x-amz-meta-cross-origin-opener-policy) { set beresp.http.Cross-Origin-Opener-Policy = beresp.http.x-amz-meta-cross-origin-opener-policy; }
    if (beresp.http.x-amz-meta-cross-origin-resource-policy) { set beresp.http.Cross-Origin-Resource-Policy = beresp.http.x-amz-meta-cross-origin-resource-policy; }
    if (beresp.http.x-amz-meta-access-control-allow-origin) { set beresp.http.Access-Control-Allow-Origin = beresp.http.x-amz-meta-access-control-allow-origin; }
    if (beresp.http.x-amz-meta-access-control-expose-headers) { set beresp.http.Access-Control-Expose-Headers = beresp.http.x-amz-meta-access-control-expose-headers; }
    if (beresp.http.x-amz-meta-link) { set beresp.http.Link = beresp.http.x-amz-meta-link; }
    # Whoever is between us and a reader is not purged.
    if (beresp.http.Cache-Control ~ "s-maxage") {
        set beresp.http.Cache-Control = regsub(beresp.http.Cache-Control, ", s-maxage=[0-9]+", "");
    }
    return (deliver);
}

sub vcl_backend_error {
    set beresp.ttl = 0s;
    set beresp.grace = 0s;
    return (deliver);
}

sub vcl_deliver {
    # Not in the bucket: the application makes it, or misses it; without the application it is missing.
    if (req.method == "GET" || req.method == "HEAD") {
        if (!req.http.X-Step && req.backend_hint == bucket && resp.status != 200 && resp.status != 304) {
            set req.http.X-Step = "application";
            return (restart);
        }
        if (req.http.X-Step == "application" && resp.status >= 500) {
            set req.http.X-Step = "missing";
            set req.url = req.http.X-Asked;
            return (restart);
        }
        if (req.http.X-Step == "missing" && resp.status == 200) { set resp.status = 404; }
    }
    # Here and not before: copies vary by nothing but their address, which names their form.
    if (resp.http.x-amz-meta-vary) { set resp.http.Vary = resp.http.x-amz-meta-vary; }
    unset resp.http.xkey;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
    unset resp.http.Age;
    unset resp.http.Server;
    unset resp.http.Last-Modified;
    unset resp.http.x-amz-request-id;
    unset resp.http.x-amz-id-2;
    unset resp.http.x-rgw-object-type;
    unset resp.http.x-amz-meta-surrogate-key;
    unset resp.http.x-amz-meta-content-security-policy;
    unset resp.http.x-amz-meta-x-content-type-options;
    unset resp.http.x-amz-meta-x-frame-options;
    unset resp.http.x-amz-meta-referrer-policy;
    unset resp.http.x-amz-meta-cross-origin-opener-policy;
    unset resp.http.x-amz-meta-cross-origin-resource-policy;
    unset resp.http.x-amz-meta-access-control-allow-origin;
    unset resp.http.x-amz-meta-access-control-expose-headers;
    unset resp.http.x-amz-meta-vary;
    unset resp.http.x-amz-meta-link;
    return (deliver);
}
